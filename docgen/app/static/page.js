// What the page does better with a script. Everything works without it.
'use strict';

const form = document.querySelector('form[data-guard]');
let changed = document.querySelector('[data-unsaved]') !== null;

// Leaving with unsaved changes asks.
if (form) {
  form.addEventListener('input', () => { changed = true; });
  form.addEventListener('submit', () => { changed = false; });
  addEventListener('beforeunload', event => { if (changed) event.preventDefault(); });
}

// A form is sent once, also by a double click.
addEventListener('submit', event => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
  setTimeout(() => { delete event.target.dataset.sent; }, 2000);
});

// Errors come first: the summary gets the focus, and its links lead to fields, also folded ones.
const summary = document.querySelector('.summary[data-focus]');
if (summary) summary.focus();
function unfold(target) {
  for (let each = target; each; each = each.parentElement) if (each.tagName === 'DETAILS') each.open = true;
}
function reach() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) { unfold(target); target.focus(); }
}
addEventListener('hashchange', reach);
reach();

// A page that cannot be made any more: the page is asked for again, once, and then tells what hinders it.
for (const image of document.querySelectorAll('img[data-preview]')) {
  const retry = () => {
    if (changed || sessionStorage.getItem('hindered') === image.src) return;
    sessionStorage.setItem('hindered', image.src);
    location.reload();
  };
  image.addEventListener('error', retry);
  if (image.complete && !image.naturalWidth) retry();
}

// Copy: text/html and text/plain to the clipboard.
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    const text = source.value ?? source.textContent;
    const rich = button.dataset.html && document.getElementById(button.dataset.html);
    const told = document.getElementById(button.dataset.told);
    try {
      if (rich) {
        const parts = { 'text/plain': text, 'text/html': rich.value };
        const blobs = Object.entries(parts).map(([type, part]) => [type, new Blob([part], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      told.textContent = 'Kopierat.';
    } catch {
      source.select?.();
      told.textContent = 'Markerat. Kopiera med Ctrl+C.';
    }
  });
}

// Work that takes a while: show its stage, and go on when it is done.
const work = document.querySelector('[data-work]');
async function follow() {
  try {
    const answer = await fetch(work.dataset.work, { headers: { Accept: 'application/json' } });
    const told = await answer.json();
    document.getElementById('stage').textContent = told.stage;
    if (told.done) location.reload(); else setTimeout(follow, 400);
  } catch { setTimeout(follow, 2000); }
}
if (work) follow();

// A file may be dropped on its field.
for (const area of document.querySelectorAll('.drop')) {
  const input = area.querySelector('input[type=file]');
  area.addEventListener('dragover', event => { event.preventDefault(); area.classList.add('over'); });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', event => {
    event.preventDefault();
    area.classList.remove('over');
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.form.requestSubmit(); }
  });
}

// A list is reordered, and an entry's sentence told, without losing the place on the page.
for (const button of document.querySelectorAll('button[name=change]')) {
  button.addEventListener('click', () => sessionStorage.setItem('place', String(scrollY)));
}
const place = sessionStorage.getItem('place');
if (place && document.querySelector('[data-unsaved]')) scrollTo(0, Number(place));
sessionStorage.removeItem('place');

// The sentence of each target, as it is typed.
let waiting;
if (form && form.dataset.sentences) {
  form.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(sentences, 250); });
}
async function sentences() {
  try {
    const answer = await fetch(form.dataset.sentences, { method: 'POST', body: new FormData(form) });
    if (!answer.ok) return;
    for (const [id, text] of Object.entries(await answer.json())) {
      const shown = document.getElementById(id)?.querySelector('.sentence');
      if (shown) shown.textContent = text;
    }
  } catch { /* the sentence is told again when the form is saved */ }
}

// The table of a follow-up: Enter goes down, as in a spreadsheet.
for (const table of document.querySelectorAll('table.grid')) {
  table.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.target.tagName === 'TEXTAREA' || event.target.tagName === 'BUTTON') return;
    const row = event.target.closest('tr').nextElementSibling;
    const column = [...event.target.closest('tr').children].indexOf(event.target.closest('td'));
    event.preventDefault();
    row?.children[column]?.querySelector('input, select')?.focus();
  });
}
