// Shows the draft's real page beside the editor, as a telephone or a computer shows it, and anew after each save.
const panel = document.querySelector('[data-preview]');
const form = document.querySelector('[data-editor]');
const wide = window.matchMedia('(width >= 70rem)');
const widths = { Mobil: 390, Dator: 1280 };

if (panel && form) {
  const stage = Object.assign(document.createElement('div'), { className: 'preview__frame' });
  const buttons = Object.assign(document.createElement('p'), { className: 'cluster preview__widths' });
  let width = widths.Mobil;
  let timer = 0;
  let frame = null;

  for (const [name, pixels] of Object.entries(widths)) {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'button button--small', textContent: name });
    button.setAttribute('aria-pressed', String(pixels === width));
    button.addEventListener('click', () => {
      width = pixels;
      buttons.querySelectorAll('button').forEach(other => other.setAttribute('aria-pressed', String(other === button)));
      fit(frame);
    });
    buttons.append(button);
  }
  panel.prepend(buttons, stage);
  form.addEventListener('noterat-saved', () => { clearTimeout(timer); timer = setTimeout(show, 500); });
  wide.addEventListener('change', show);
  window.addEventListener('resize', () => fit(frame));
  document.querySelector('[data-side-panel]').addEventListener('change', show);
  show();

  /** Loads it behind the one that is seen, so that nothing flickers and the place in it stays. */
  function show() {
    if (panel.offsetParent === null) {
      return;
    }
    const fresh = document.createElement('iframe');
    fresh.title = 'Förhandsvisning av noteringen';
    fresh.setAttribute('sandbox', 'allow-same-origin');
    fresh.style.visibility = 'hidden';
    fresh.addEventListener('load', () => {
      const top = frame?.contentWindow?.scrollY ?? fresh.contentDocument?.getElementById('innehall')?.offsetTop ?? 0;
      frame?.remove();
      frame = fresh;
      fresh.style.visibility = '';
      fresh.contentWindow?.scrollTo(0, top);
    }, { once: true });
    fit(fresh);
    fresh.src = panel.dataset.preview;
    stage.querySelectorAll('iframe').forEach(other => { if (other !== frame) other.remove(); });
    stage.append(fresh);
  }

  function fit(one) {
    if (one && stage.clientWidth > 0) {
      const scale = Math.min(1, stage.clientWidth / width);
      one.style.inlineSize = `${width}px`;
      one.style.blockSize = `${stage.clientHeight / scale}px`;
      one.style.transform = `scale(${scale})`;
    }
  }
}
