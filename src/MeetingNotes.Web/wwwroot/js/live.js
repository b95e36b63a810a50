// Brings what the server says about the text up to date after a save: how a due reads, what a text promises, what is left to do.
const form = document.querySelector('[data-editor]');
let timer = 0;
let isLoading = false;
let isTyped = false;    // since the last save

form?.addEventListener('noterat-typed', () => { isTyped = true; });
form?.addEventListener('noterat-clean', () => { isTyped = false; });
form?.addEventListener('noterat-saved', () => { clearTimeout(timer); timer = setTimeout(refresh, 700); });

async function refresh() {
  if (isLoading) {
    timer = setTimeout(refresh, 700);
    return;
  }
  isLoading = true;
  const revision = form.elements.namedItem('Revision').value;
  try {
    const answer = await fetch(location.pathname, { redirect: 'manual' });
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
    if (page && form.elements.namedItem('Revision').value === revision) {
      page.querySelectorAll('[data-live]').forEach(replace);
    }
  } catch {
    // No contact: the autosave tells.
  } finally {
    isLoading = false;
  }
}

/** Never what somebody is at, nor what they have chosen since: the next save brings that. */
function replace(fresh) {
  const old = document.getElementById(fresh.id);
  if (old && !(isTyped && old.querySelector('select')) && !old.contains(document.activeElement) && old.innerHTML !== fresh.innerHTML) {
    old.replaceChildren(...document.adoptNode(fresh).childNodes);
  }
}
