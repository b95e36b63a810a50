// Keeps the formatting of what is pasted: a text area takes only the words. Without script the words alone are sent. A file that the portal
// would refuse for its size is told of before it is sent: the browser would show an error of its own.
const form = document.querySelector('[data-paste]');
const text = form?.querySelector('textarea');
const html = form?.querySelector('[name="Input.Html"]');
const status = form?.querySelector('[data-paste-status]');
const MOST = 8_000_000;    // characters of formatting that can be sent, with pictures

const file = form?.querySelector('[type=file]');
const MOST_BYTES = 20_000_000;

file?.addEventListener('change', () => {
  file.setCustomValidity(file.files[0]?.size > MOST_BYTES ? 'Filen är större än 20 MB. Ta bort bilderna ur dokumentet, spara det på nytt och ladda upp det igen.' : '');
  file.reportValidity();
});

let isPasting = false;

text?.addEventListener('paste', event => {
  const formatted = event.clipboardData?.getData('text/html');
  const isAlone = text.value.slice(0, text.selectionStart).trim() === '' && text.value.slice(text.selectionEnd).trim() === '';
  const isLast = text.selectionStart === text.selectionEnd && text.value.slice(text.selectionEnd).trim() === '';
  const formatting = isAlone ? formatted : html.value + formatted;
  isPasting = Boolean(formatted) && (isAlone || (isLast && html.value !== '')) && formatting.length <= MOST;
  if (isPasting) {
    html.value = formatting;
    status.textContent = 'Formateringen följer med.';
  }
});

// Anything else than more of the same at the end, and the formatting no longer says what the box says.
text?.addEventListener('input', () => {
  if (!isPasting && html.value) {
    html.value = '';
    status.textContent = 'Texten läses in utan formatering.';
  }
  isPasting = false;
});
