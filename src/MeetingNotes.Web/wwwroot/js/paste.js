// Keeps the formatting of what is pasted: a text area takes only the words. Without script the words alone are sent.
const form = document.querySelector('[data-paste]');
const text = form?.querySelector('textarea');
const html = form?.querySelector('[name="Input.Html"]');
const status = form?.querySelector('[data-paste-status]');

let isPasting = false;

text?.addEventListener('paste', event => {
  const formatted = event.clipboardData?.getData('text/html');
  isPasting = true;
  const isFirst = text.value.trim() === '';
  if (formatted && (isFirst || html.value)) {
    html.value = isFirst ? formatted : html.value + formatted;
    status.textContent = 'Formateringen följer med.';
  }
});

text?.addEventListener('input', () => {
  if (!isPasting && html.value) {
    html.value = '';
    status.textContent = 'Du har ändrat texten, så den läses in utan formatering.';
  }
  isPasting = false;
});
