// Adds, moves, splits, merges and removes without loading the page anew: the form is sent as its buttons would send it, and the fields that
// come back take the place of those that are here.
const form = document.querySelector('[data-editor]');
const fields = () => document.getElementById('sida-falt');

form?.addEventListener('submit', event => {
  const button = event.submitter;
  if (button?.name === 'act' && fields().contains(button)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    act(button.value);
  }
}, { capture: true });

form?.addEventListener('keydown', event => {
  const item = event.target.closest('.draft-item');
  if (item && event.altKey && !event.ctrlKey && !event.shiftKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    const isUp = event.key === 'ArrowUp';
    if (isUp ? item.previousElementSibling : item.nextElementSibling) {
      act(`${isUp ? 'up' : 'down'}:${item.dataset.key}`);
    }
  }
});

form?.addEventListener('input', event => {
  if (event.target.name?.endsWith('.Heading')) {
    event.target.closest('.draft-item').querySelector('[data-item-heading]').textContent = event.target.value.trim() || 'Utan rubrik';
  }
});

let sent = new Map();
form?.addEventListener('noterat-acting', () => { sent = values(); });

form?.addEventListener('noterat-page', ({ detail }) => {
  const typed = detail.typedMeanwhile ? [...values()].filter(([id, value]) => sent.get(id) !== value) : [];
  const focused = document.activeElement;
  const place = { id: focused?.id, value: focused?.value, start: focused?.selectionStart, end: focused?.selectionEnd, isButton: focused?.name === 'act' };
  const open = new Set([...document.querySelectorAll('.draft-item[open]')].map(item => item.dataset.key));
  const asked = detail.url.searchParams.get('punkt');
  fields().replaceWith(document.adoptNode(detail.page.getElementById('sida-falt')));
  detail.isClean();
  for (const item of document.querySelectorAll('.draft-item')) {
    item.open = open.has(item.dataset.key) || item.dataset.key === asked;
  }
  fillIn(new Map(typed));
  ready();
  focus(detail.value, place);
  announce(detail.page.querySelector('.notice--quiet[role=status] p')?.textContent ?? '');
  form.dispatchEvent(new CustomEvent('noterat-swapped'));
});

if (form) {
  ready();
  for (const [type, listener] of Object.entries({ dragstart, dragover, dragend, drop })) {
    form.addEventListener(type, listener);
  }
}

function act(value) {
  const wait = setTimeout(() => fields().setAttribute('aria-busy', 'true'), 300);
  const done = () => { clearTimeout(wait); fields().removeAttribute('aria-busy'); };
  form.addEventListener('noterat-page', done, { once: true });
  form.dispatchEvent(new CustomEvent('noterat-act', { detail: { value, failed: () => { done(); announce('Det gick inte just nu. Försök igen.'); } } }));
}

/** By what lasts: an id holds the item's key and not its number, and the choices about a promise have the promise in their name. */
function values() {
  return new Map([...fields().querySelectorAll('input:not([type=hidden]), textarea, select')].map(field =>
    field.type === 'radio' ? [field.name, fields().querySelector(`[name="${CSS.escape(field.name)}"]:checked`)?.value] : [field.id, field.value]));
}

/** What was typed while the answer was on its way. */
function fillIn(typed) {
  for (const [id, value] of typed) {
    const field = document.getElementById(id) ?? fields().querySelector(`[name="${CSS.escape(id)}"][value="${CSS.escape(value)}"]`);
    if (field?.type === 'radio') {
      field.checked = true;
    } else if (field && (!field.options || [...field.options].some(option => option.value === value))) {
      field.value = value;
    }
  }
}

function focus(value, place) {
  const [verb, key] = value.split(':');
  const item = key ? document.getElementById(`punkt-${key}`) : null;
  const last = (scope, selector) => [...(scope?.querySelectorAll(selector) ?? [])].at(-1);
  const added = document.querySelector('.draft-items > :last-child');
  const target =
    verb === 'add' ? added?.querySelector('[name$=".Heading"]')
    : verb === 'add-follow-up' || verb === 'accept' ? last(item, '[name$="].Text"][id*="-u"]')
    : verb === 'remove' ? document.querySelector('[value^="restore:"]')
    : verb === 'restore' ? item?.querySelector('summary')
    : verb.endsWith('-document') ? last(document.getElementById('sida-handlingar'), 'select, button')
    : verb.endsWith('-minutes') ? last(document.getElementById('sida-protokoll'), 'select, button')
    : place.isButton ? [...document.querySelectorAll('[name=act]')].find(button => button.value === value && !button.disabled) ?? item?.querySelector('summary')
    : place.id ? document.getElementById(place.id) : null;
  if (verb === 'add' && added) {
    added.open = true;
  }
  const found = target ?? item?.querySelector('summary');
  found?.focus({ preventScroll: false });
  if (found && found.id === place.id && place.start != null && found.setSelectionRange && found.type !== 'date') {
    found.setSelectionRange(place.start, place.end);
  }
}

function announce(text) {
  let region = document.getElementById('sida-besked');
  if (!region) {
    region = Object.assign(document.createElement('p'), { id: 'sida-besked', className: 'visually-hidden' });
    region.setAttribute('role', 'status');
    form.append(region);
  }
  region.textContent = text;
}

function ready() {
  for (const handle of document.querySelectorAll('.draft-item__number')) {
    handle.draggable = true;
    handle.title = 'Dra för att flytta, eller använd Alt + pil upp och ner';
  }
}

let dragged = null;

function dragstart(event) {
  dragged = event.target.closest?.('.draft-item__number')?.closest('.draft-item');
  if (dragged) {
    dragged.classList.add('is-dragged');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.querySelector('[data-item-heading]').textContent);
  }
}

function dragover(event) {
  const over = event.target.closest?.('.draft-item');
  clearMarks();
  if (dragged && over && over !== dragged) {
    event.preventDefault();
    over.classList.add(isUpper(over, event) ? 'is-before' : 'is-after');
  }
}

function drop(event) {
  const over = event.target.closest?.('.draft-item');
  if (dragged && over && over !== dragged) {
    event.preventDefault();
    const keys = [...document.querySelectorAll('.draft-item')].map(item => item.dataset.key).filter(key => key !== dragged.dataset.key);
    act(`move:${dragged.dataset.key}:${keys.indexOf(over.dataset.key) + (isUpper(over, event) ? 0 : 1)}`);
  }
}

function dragend() {
  dragged?.classList.remove('is-dragged');
  dragged = null;
  clearMarks();
}

function isUpper(over, event) {
  const box = over.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}

function clearMarks() {
  document.querySelectorAll('.is-before, .is-after').forEach(item => item.classList.remove('is-before', 'is-after'));
}
