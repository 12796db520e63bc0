/**
 * What scripts add to the customers' pages; without it everything works by reloading. Plain JavaScript for any browser
 * of the last ten years, sent as a file of its own: the pages' policy allows no script inside them.
 */
export const CUSTOMER_SCRIPT = `'use strict';
(function () {
  var POLL_MS = 1500;
  var HIDDEN_POLL_MS = 15000;
  var LONGEST_MS = 30000;
  var texts = document.body.dataset;

  var size = window.screen && screen.width + 'x' + screen.height;
  document.querySelectorAll('input[name=screen]').forEach(function (field) { field.value = size || ''; });
  document.querySelectorAll('[data-screen]').forEach(function (place) { if (size) place.textContent = size; });

  // The reader's own way of writing times, if it is in the page's language.
  var language = document.documentElement.lang;
  var locale = (navigator.language || '').slice(0, 2) === language ? navigator.language : language;
  function showTimes(root) {
    root.querySelectorAll('time[datetime]').forEach(function (time) {
      var at = new Date(time.getAttribute('datetime'));
      time.textContent = at.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
    });
  }
  showTimes(document);

  function checkFiles(input) {
    var sum = 0;
    var problem = '';
    var files = Array.from(input.files || []);
    files.forEach(function (file) {
      sum += file.size;
      if (file.size > Number(input.dataset.most)) problem = input.dataset.tooLarge.replace('%', file.name);
    });
    if (sum > Number(input.dataset.mostTogether)) problem = input.dataset.tooLargeTogether;
    if (files.length > Number(input.dataset.mostFiles)) problem = input.dataset.tooMany;
    input.setCustomValidity(problem);
    return problem === '';
  }
  document.querySelectorAll('input[type=file]').forEach(function (input) {
    input.addEventListener('change', function () { if (!checkFiles(input)) input.reportValidity(); });
  });

  function setBusy(form, busy) {
    var button = form.querySelector('.send');
    button.disabled = busy;
    button.textContent = busy ? texts.saySending : texts.saySend;
  }

  var contact = document.querySelector('form[data-contact]');
  if (contact) {
    contact.addEventListener('submit', function () { setTimeout(function () { setBusy(contact, true); }, 0); });
    // Back from the next page: the same form again, ready to be used.
    window.addEventListener('pageshow', function () { setBusy(contact, false); });
  }

  var log = document.querySelector('[role=log]');
  if (!log || !window.fetch || !window.DOMParser) return;
  var form = document.querySelector('form[data-answer]');
  var live = document.querySelector('[data-live]');
  var etag = log.dataset.etag;
  var failures = 0;
  var timer = 0;

  function parse(text) { return new DOMParser().parseFromString(text, 'text/html'); }

  function take(page) {
    var fresh = page.querySelector('[role=log]');
    if (!fresh) return;
    showTimes(fresh);
    fresh.querySelectorAll('article').forEach(function (article) {
      if (document.getElementById(article.id)) return;
      article.classList.add('fresh');
      log.appendChild(document.importNode(article, true));
    });
    etag = fresh.dataset.etag;
    var state = document.querySelector('[data-state]');
    var now = page.querySelector('[data-state]');
    if (state && now && state.textContent !== now.textContent) {
      state.textContent = now.textContent;
      state.className = now.className;
    }
  }

  function poll() {
    fetch(location.pathname + location.search, { headers: { 'if-none-match': etag }, cache: 'no-store' })
      .then(function (response) {
        if (response.status === 304) return null;
        if (!response.ok) throw new Error('status');
        return response.text();
      })
      .then(function (text) {
        failures = 0;
        live.textContent = texts.sayLive;
        if (text !== null) take(parse(text));
      })
      .catch(function () {
        failures += 1;
        live.textContent = texts.sayLiveLost;
      })
      .then(function () { plan(); });
  }
  function plan() {
    var wait = document.hidden ? HIDDEN_POLL_MS : POLL_MS;
    clearTimeout(timer);
    timer = setTimeout(poll, Math.min(LONGEST_MS, wait * Math.pow(2, Math.min(failures, 5))));
  }
  document.addEventListener('visibilitychange', function () { if (!document.hidden) { clearTimeout(timer); poll(); } });
  window.addEventListener('online', function () { clearTimeout(timer); poll(); });
  live.textContent = texts.sayLive;
  plan();

  function showProblems(page) {
    document.querySelectorAll('[data-problems]').forEach(function (place) {
      var told = page && page.querySelector('[data-problems="' + place.dataset.problems + '"]');
      place.replaceChildren.apply(place, told ? Array.from(told.childNodes).map(function (node) { return document.importNode(node, true); }) : []);
    });
  }

  form.addEventListener('submit', function (event) {
    var input = form.querySelector('input[type=file]');
    event.preventDefault();
    if (form.querySelector('.send').disabled) return;
    if (!checkFiles(input)) { input.reportValidity(); return; }
    setBusy(form, true);
    fetch(form.action, { method: 'POST', body: new FormData(form) })
      .then(function (response) { return response.text().then(function (text) { return { ok: response.ok, status: response.status, page: parse(text) }; }); })
      .then(function (answer) {
        var next = answer.page.querySelector('form[data-answer]');
        if (!next) {
          showProblems(null);
          var said = answer.page.querySelector('main');
          showText(said ? said.textContent.trim() : texts.sayNotSent);
          return;
        }
        take(answer.page);
        if (answer.ok) form.reset();
        input.value = '';
        form.querySelector('input[name=key]').value = next.querySelector('input[name=key]').value;
        showProblems(answer.page);
        var last = log.lastElementChild;
        if (answer.ok && last) last.scrollIntoView({ block: 'nearest' });
        form.querySelector('textarea').focus();
      })
      .catch(function () { showText(texts.sayNotSent); })
      .then(function () { setBusy(form, false); });
  });
  function showText(text) {
    var place = document.querySelector('[data-problems=all]');
    var line = document.createElement('p');
    line.className = 'alert';
    line.textContent = text;
    place.replaceChildren(line);
  }
})();
`;
