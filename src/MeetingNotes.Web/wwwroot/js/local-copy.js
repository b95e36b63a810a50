// Keeps the text of the draft on this computer as long as it is not saved, and offers it when the page is opened again. What an earlier visit
// left is kept apart until somebody has chosen.
const form = document.querySelector('[data-editor]');
const notice = document.querySelector('[data-unsaved-copy]');
const key = `noterat-utkast-${location.pathname.split('/').pop()}`;
const earlier = `${key}-kvar`;
const DELAY = 200;    // ms: not at every letter

let waiting = null;
let timer = 0;

form?.addEventListener('noterat-ready', ({ detail }) => offer(detail.revision, detail.text));
form?.addEventListener('noterat-typed', ({ detail }) => { waiting = detail; timer ||= setTimeout(flush, DELAY); });
form?.addEventListener('noterat-clean', () => { waiting = null; remove(key); });
form?.addEventListener('submit', () => {
  flush();
  const now = read(key);
  if (now) {
    write(key, { ...now, isSent: true });    // the next page tells whether it arrived
  }
});
window.addEventListener('pagehide', flush);

function offer(revision, text) {
  const now = read(key);
  if (now && !(now.isSent && Number(revision) > Number(now.revision))) {
    write(earlier, now);
  }
  remove(key);
  const left = read(earlier);
  if (!left || left.text === text) {
    remove(earlier);
    return;
  }
  notice.hidden = false;
  notice.querySelector('[data-drop-copy]').addEventListener('click', () => { remove(earlier); notice.hidden = true; });
  notice.querySelector('[data-restore-copy]').addEventListener('click', () => restore(left, revision));
}

/** As a form of its own: when somebody else has saved meanwhile, the page with both texts comes back. */
function restore(left, revision) {
  const sent = Object.assign(document.createElement('form'), { method: 'post', action: form.action, enctype: 'multipart/form-data', hidden: true });
  const seen = notice.dataset.unsavedCopy === 'own' ? revision : left.revision;
  for (const [name, value] of [...JSON.parse(left.text), ['Revision', seen], ['_token', form.elements.namedItem('_token').value], ['act', 'save']]) {
    sent.append(Object.assign(document.createElement('textarea'), { name, value }));
  }
  document.body.append(sent);
  form.dispatchEvent(new CustomEvent('noterat-leaving'));
  write(key, { ...left, isSent: true });
  remove(earlier);
  sent.submit();
}

function flush() {
  clearTimeout(timer);
  timer = 0;
  if (waiting) {
    write(key, waiting);
    waiting = null;
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Full, or not allowed: the server has what was saved.
  }
}

function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Not allowed, so there is nothing.
  }
}
