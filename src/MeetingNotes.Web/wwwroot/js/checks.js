// A remark in the checklist leads to its field: opens what hides it and goes there.
const panel = document.querySelector('[data-side-panel]');

panel?.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]');
  if (link && goTo(decodeURIComponent(link.hash.slice(1)))) {
    event.preventDefault();
  }
});

if (location.hash) {
  goTo(decodeURIComponent(location.hash.slice(1)));
}

function goTo(id) {
  const place = document.getElementById(id);
  for (let details = place?.closest('details'); details; details = details.parentElement.closest('details')) {
    details.open = true;
  }
  const target = place?.matches('details') ? place.querySelector('summary') : place?.matches('input, textarea, select, button') ? place : place?.querySelector('input:not([type=hidden]), textarea, select, button');
  target?.focus();
  target?.scrollIntoView({ block: 'center' });
  return Boolean(target);
}
