// Suggests while somebody types in a search box: a combobox with a list (ARIA 1.2). Without it the box is a form like any other.
const address = '/api/v1/suggest?q=';
const delay = 150;
const [least, most] = [2, 200];
const names = { topic: 'Ämne: ', body: 'Organ: ', matter: 'Ärende: ', heading: 'Punkt: ' };

const savesData = navigator.connection?.saveData || window.matchMedia('(prefers-reduced-data: reduce)').matches;
if (!savesData) {
  document.querySelectorAll('input[data-suggest]').forEach(suggest);
}

function suggest(input) {
  const list = Object.assign(document.createElement('ul'), { id: `${input.id}-forslag`, className: 'search-box__suggestions', hidden: true });
  const status = Object.assign(document.createElement('div'), { className: 'visually-hidden' });
  let options = [];
  let active = -1;
  let timer = 0;
  let request = null;

  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Förslag');
  status.setAttribute('role', 'status');
  input.parentElement.append(list, status);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', list.id], ['aria-expanded', 'false']]) {
    input.setAttribute(name, value);
  }

  input.addEventListener('input', () => wait(delay));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', event => {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    switch (event.key) {
      case 'ArrowDown': event.preventDefault(); list.hidden ? wait(0) : event.altKey || move(active + 1); break;
      case 'ArrowUp': event.preventDefault(); event.altKey ? close() : list.hidden || move(active - 1); break;
      case 'Escape': if (!list.hidden) { event.preventDefault(); close(); } break;
      case 'Enter': if (active >= 0) { event.preventDefault(); choose(options[active]); } else { close(); } break;
      case 'Home': case 'End': case 'ArrowLeft': case 'ArrowRight': mark(-1); break;    // they move in the text
      case 'Tab': close(); break;
    }
  });
  list.addEventListener('pointerdown', event => event.preventDefault());    // the box keeps focus
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) {
      choose(options[Number(option.dataset.index)]);
    }
  });

  /** Asks when no more has been typed for a while; what was asked before is of no interest any longer. */
  function wait(milliseconds) {
    clearTimeout(timer);
    request?.abort();
    const typed = input.value.trim();
    if (typed.length < least || typed.length > most) {
      close();
      return;
    }
    timer = setTimeout(() => ask(typed), milliseconds);
  }

  async function ask(typed) {
    request = new AbortController();
    try {
      const answer = await fetch(address + encodeURIComponent(typed), { signal: request.signal });
      if (answer.ok) {
        show((await answer.json()).suggestions);
      }
    } catch {
      // Asked for something else since, or out of reach: the form works all the same.
    }
  }

  function show(suggestions) {
    if (document.activeElement !== input) {
      return;
    }
    options = suggestions;
    list.replaceChildren(...suggestions.map(element));
    list.hidden = suggestions.length === 0;
    list.scrollTop = 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    mark(-1);
    status.textContent = suggestions.length === 0 ? '' : `${suggestions.length} förslag`;
  }

  function element({ kind, text, description }, index) {
    const option = document.createElement('li');
    option.id = `${list.id}-${index + 1}`;
    option.dataset.index = index;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    option.append(
      Object.assign(document.createElement('span'), { textContent: (names[kind] ?? '') + text }), ' ',
      Object.assign(document.createElement('span'), { className: 'quiet', textContent: description }));
    return option;
  }

  /** Round and round, with the text itself as the place between the last and the first. */
  function move(index) {
    mark(index >= options.length ? -1 : index < -1 ? options.length - 1 : index);
  }

  function mark(index) {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({ block: 'nearest' });
    }
  }

  /** A word is searched for, with the filters of the form; everything else has a page of its own. */
  function choose({ kind, text, url }) {
    close();
    if (kind === 'word') {
      input.value = text;
      input.form.requestSubmit();
    } else {
      const { pathname, search, hash } = new URL(url);
      location.assign(pathname + search + hash);
    }
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    mark(-1);
    input.setAttribute('aria-expanded', 'false');
    status.textContent = '';
  }
}
