// Writes Markdown around what is marked, by button or by Ctrl+B, Ctrl+I and Ctrl+K. The browser's own undo takes it back.
const form = document.querySelector('[data-editor]');
const keys = { b: 'bold', i: 'italic', k: 'link' };

show();
form?.addEventListener('noterat-swapped', show);

form?.addEventListener('click', event => {
  const button = event.target.closest('[data-format]');
  if (button) {
    format(document.getElementById(button.closest('[data-toolbar]').dataset.toolbar), button.dataset.format);
  }
});

form?.addEventListener('keydown', event => {
  const kind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && keys[event.key.toLowerCase()];
  if (kind && document.querySelector(`[data-toolbar="${CSS.escape(event.target.id)}"]`)) {
    event.preventDefault();
    format(event.target, kind);
  }
});

function show() {
  document.querySelectorAll('[data-toolbar]').forEach(toolbar => { toolbar.hidden = false; });
}

function format(area, kind) {
  area.focus();
  switch (kind) {
    case 'bold': wrap(area, '**', 'fet text'); break;
    case 'italic': wrap(area, '*', 'kursiv text'); break;
    case 'link': link(area); break;
    case 'list': lines(area, '- '); break;
    case 'quote': lines(area, '> '); break;
    case 'heading': lines(area, '### '); break;
    default: document.execCommand('undo');
  }
}

function wrap(area, mark, example) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark && end > start) {
    replace(area, start - mark.length, end + mark.length, value.slice(start, end));
    area.setSelectionRange(start - mark.length, end - mark.length);
    return;
  }
  const text = value.slice(start, end) || example;
  replace(area, start, end, mark + text + mark);
  area.setSelectionRange(start + mark.length, start + mark.length + text.length);
}

function link(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const text = value.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(text);
  const label = isAddress || !text ? 'länktext' : text;
  const address = isAddress ? text : 'https://';
  replace(area, start, end, `[${label}](${address})`);
  if (isAddress || !text) {
    area.setSelectionRange(start + 1, start + 1 + label.length);
  } else {
    area.setSelectionRange(start + label.length + 3, start + label.length + 3 + address.length);
  }
}

function lines(area, mark) {
  const { value } = area;
  const start = value.lastIndexOf('\n', area.selectionStart - 1) + 1;
  const next = value.indexOf('\n', area.selectionEnd);
  const end = next < 0 ? value.length : next;
  const old = value.slice(start, end).split('\n');
  const isMarked = old.every(line => line.startsWith(mark));
  const text = old.map(line => isMarked ? line.slice(mark.length) : mark + line).join('\n');
  replace(area, start, end, text);
  area.setSelectionRange(start, start + text.length);
}

/** Through the browser's editing, so that Ctrl+Z knows of it. */
function replace(area, start, end, text) {
  area.setSelectionRange(start, end);
  if (!(text ? document.execCommand('insertText', false, text) : document.execCommand('delete'))) {
    area.setRangeText(text, start, end, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
