// Saves the editor's form by itself, one request at a time. It alone talks with the server about the text; other modules ask it with the event
// "noterat-act", and hear of it through "noterat-ready", "noterat-typed", "noterat-clean", "noterat-saved", "noterat-acting" and "noterat-page".
const PAUSE = 1000;          // ms without typing before a save
const LONGEST = 3000;        // ms of typing before a save
const PATIENCE = 15000;      // ms before a request counts as lost
const HEARTBEAT = 15000;
const FROM_SCRIPT = { 'X-Requested-With': 'fetch' };    // a refusal is then a status and a sentence, not a page

const form = document.querySelector('[data-editor]');
if (form) {
  start();
}

function start() {
  const revision = form.elements.namedItem('Revision');
  const state = document.querySelector('[data-save-state]');
  let saved = written();
  let unsent = null;           // a request that was sent and never answered: it is sent again, the same
  let isBusy = false;
  let isStopped = false;       // somebody has to choose before anything more is saved
  let isTooLong = false;
  let isLeaving = false;
  let firstChange = 0;
  let failures = 0;
  let timer = 0;

  form.autocomplete = 'off';    // a browser that goes back shall not put what was here into a text that has changed since
  document.querySelector('[data-save-button]')?.setAttribute('hidden', '');
  state.removeAttribute('role');    // "Sparat" every third second would be read aloud; only what is wrong is
  tell('check', state.querySelector('span').textContent.trim(), 'Allt du skriver sparas av sig självt.');
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', () => { isLeaving = true; });
  form.addEventListener('noterat-leaving', () => { isLeaving = true; });
  form.addEventListener('noterat-act', event => act(event.detail));
  window.addEventListener('online', () => { failures = 0; plan(0); });
  window.addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  window.addEventListener('beforeunload', event => { if (!isLeaving && written() !== saved) event.preventDefault(); });
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden' && !isLeaving) plan(0); });
  setInterval(beat, HEARTBEAT);
  raise('ready', { revision: revision.value, text: saved });

  /** What is typed, as one text to compare and to keep. */
  function written() {
    return JSON.stringify([...new FormData(form)].filter(([name, value]) =>
      name !== '_token' && name !== 'Revision' && name !== 'panel' && !(value === '' && name.endsWith('.Topics'))));
  }

  function changed() {
    const now = written();
    if (now === saved && !unsent) {
      return;
    }
    if (isTooLong) {
      isTooLong = isStopped = false;
    }
    raise('typed', { revision: revision.value, text: now });
    firstChange ||= Date.now();
    plan(Math.max(0, Math.min(PAUSE, firstChange + LONGEST - Date.now())));
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  async function save() {
    if (isBusy || isStopped || isLeaving || (written() === saved && !unsent)) {
      return;
    }
    isBusy = true;
    firstChange = 0;
    unsent ??= { body: new FormData(form), text: written() };
    tell('pen', 'Sparar …');
    try {
      const answer = await send(form.dataset.save, unsent.body);
      if (answer) {
        const { revision: number, savedAt } = await answer.json();
        revision.value = number;
        saved = unsent.text;
        unsent = null;
        failures = 0;
        if (written() === saved) {
          raise('clean');
        }
        tell('check', `Sparat kl. ${savedAt}.`, 'Allt du skriver sparas av sig självt.');
        raise('saved');
      }
    } catch {
      lost();
    } finally {
      isBusy = false;
      if (written() !== saved && !isStopped && !failures) {
        plan(PAUSE);
      }
    }
  }

  /** A button that changes the order of things: saves and acts in one request, and hands over the page that came back. */
  async function act({ value, failed }) {
    for (let waits = 0; isBusy && waits < 200; waits++) {
      await new Promise(done => setTimeout(done, 50));
    }
    if (unsent) {
      await save();    // it may have arrived: sent again, the same, it counts once
    }
    if (isBusy || isStopped || unsent) {
      failed?.();
      return;
    }
    isBusy = true;
    clearTimeout(timer);
    raise('acting');
    const body = new FormData(form);
    body.set('act', value);
    const before = written();
    try {
      const answer = await send(form.action, body, 'follow');
      if (answer) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        unsent = null;
        revision.value = page.querySelector('[name=Revision]').value;
        raise('page', {
          page, value, url: new URL(answer.url), typedMeanwhile: before !== written(), isClean: () => { saved = written(); raise('clean'); },
        });
        failures = 0;
        raise('saved');
      } else {
        failed?.();
      }
    } catch {
      failed?.();
      lost();
    } finally {
      isBusy = false;
      changed();
    }
  }

  /** The answer, or nothing when somebody has to do something first. Throws when there is no contact. */
  async function send(address, body, redirect = 'manual', isSecond = false) {
    const answer = await fetch(address, { method: 'POST', headers: FROM_SCRIPT, body, redirect, signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) {
      return answer;
    }
    if (answer.status >= 500 || answer.status === 429) {
      throw new Error(`${answer.status}`);
    }
    if (answer.status === 400 && !isSecond && await renewToken()) {
      body.set('_token', form.elements.namedItem('_token').value);
      return send(address, body, redirect, true);
    }
    refused(answer);
    return null;
  }

  async function refused(answer) {
    isStopped = true;
    if (answer.status === 409) {
      const { by, at } = answer.headers.get('content-type')?.includes('json') ? await answer.json() : {};
      warn(`${by ?? 'Någon annan'} sparade en annan text${at ? ` kl. ${at}` : ''}. Din text finns kvar här.`, button('Jämför texterna', () => form.requestSubmit()));
    } else if (answer.status === 404) {
      warn('Inte sparat: utkastet är publicerat eller slängt. Det du skrivit finns kvar här, så att du kan kopiera det.');
    } else if (answer.status === 403) {
      warn('Inte sparat: du har inte längre behörighet. Det du skrivit finns kvar här, så att du kan kopiera det.');
    } else if (answer.status === 413) {
      isTooLong = true;
      unsent = null;
      warn('Inte sparat: texten är för lång för en notering. Det du skrivit finns kvar här.');
    } else {
      signedOut();
    }
  }

  /** Keeps the text and goes on saving when the session is back. */
  function signedOut() {
    const link = document.createElement('a');
    link.href = '/redaktion/logga-in?till=%2Fredaktion';
    link.target = '_blank';
    link.textContent = 'Logga in i en ny flik';
    warn('Du är utloggad. Det du skrivit finns kvar här och sparas när du har loggat in igen.', link);
    const look = setInterval(async () => {
      if (await renewToken().catch(() => false)) {
        clearInterval(look);
        isStopped = false;
        unsent?.body.set('_token', form.elements.namedItem('_token').value);
        firstChange ||= Date.now();
        plan(0);
      }
    }, 3000);
  }

  /** A form's token belongs to a session; a new session has to get its own. */
  async function renewToken() {
    const answer = await fetch(location.pathname, { headers: FROM_SCRIPT, redirect: 'manual' });
    const token = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-editor] [name=_token]')?.value;
    if (token) {
      form.elements.namedItem('_token').value = token;
    }
    return Boolean(token);
  }

  function lost() {
    failures++;
    warn('Inte sparat: ingen kontakt. Det du skrivit finns kvar här.');
    plan(Math.min(30000, 1000 * 2 ** Math.min(failures, 5)));
  }

  function leave() {
    if (!isLeaving && written() !== saved && !isStopped) {
      fetch(form.dataset.save, { method: 'POST', headers: FROM_SCRIPT, body: unsent?.text === written() ? unsent.body : new FormData(form), keepalive: true }).catch(() => {});
    }
    const goodbye = new FormData();
    goodbye.set('_token', form.elements.namedItem('_token').value);
    navigator.sendBeacon(`${form.dataset.presence}?handler=Leave`, goodbye);
  }

  async function beat() {
    if (document.visibilityState === 'hidden' || isStopped) {
      return;
    }
    const body = new FormData();
    body.set('_token', form.elements.namedItem('_token').value);
    const answer = await fetch(form.dataset.presence, { method: 'POST', headers: FROM_SCRIPT, body, redirect: 'manual' }).catch(() => null);
    if (!answer?.ok) {
      return;
    }
    const { others, revision: newest, by, at } = await answer.json();
    document.getElementById('sida-narvaro').textContent = others;
    if (newest > Number(revision.value) && !isBusy && written() === saved) {
      const link = document.createElement('a');
      link.href = location.pathname;
      link.textContent = 'Visa den';
      warn(`${by ?? 'Någon annan'} sparade en ny text kl. ${at}.`, link);
    }
  }

  function raise(name, detail) {
    form.dispatchEvent(new CustomEvent(`noterat-${name}`, { detail }));
  }

  function tell(icon, text, more = '') {
    state.querySelector('.icon')?.toggleAttribute('hidden', icon !== 'check');
    const line = state.querySelector('span');
    line.removeAttribute('role');
    line.textContent = `${text} `;
    if (more) {
      line.append(Object.assign(document.createElement('span'), { className: 'quiet', textContent: more }));
    }
  }

  function warn(text, action) {
    const line = state.querySelector('span');
    state.querySelector('.icon')?.setAttribute('hidden', '');
    if (line.textContent.trim() === text && !action) {
      return;
    }
    line.setAttribute('role', 'alert');
    line.textContent = `${text} `;
    if (action) {
      line.append(action);
    }
  }

  function button(text, press) {
    const element = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: text });
    element.addEventListener('click', press);
    return element;
  }
}
