// 绩效：页面的脚本。没有它，一切照样能办；语法不超出 Chromium 80。
(function () {
  "use strict";
  // 出错时，先把光标放到说明上。
  var problems = document.getElementById("problems");
  if (problems) { problems.focus(); }
  // 同一张表不提交两次。
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post") { form.dataset.sent = "1"; }
  });
  window.addEventListener("pageshow", function (event) {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
    // 退出以后按后退键，不再显示从前的内容。
    if (event.persisted) { window.location.reload(); }
  });
  // 上传的回答就地换过一页：按后退键时取回那个地址的一页。页内的链接不算。
  var opened = window.location.pathname + window.location.search;
  window.addEventListener("popstate", function () {
    if (window.location.pathname + window.location.search !== opened) { window.location.reload(); }
  });
  document.addEventListener("change", function (event) {
    var all = event.target;
    if (all.dataset && all.dataset.all) {
      all.form.querySelectorAll("input[type=checkbox][name='" + all.dataset.all + "']").forEach(function (box) {
        if (!box.disabled) { box.checked = all.checked; }
      });
    }
  });

  // 消息：有变化时重新取本页，把变了的行就地换掉；行的次序不动，正在填写的不碰。
  var script = document.currentScript;
  if (document.querySelector("[data-live]") && window.fetch) { listen(script && script.dataset.worker); }

  function listen(worker) {
    var timer = null;
    function changed() {
      window.clearTimeout(timer);
      timer = window.setTimeout(refresh, 100);
    }
    if (worker && window.SharedWorker) {
      var shared = new SharedWorker(worker);
      shared.port.onmessage = changed;
      shared.port.start();
      window.addEventListener("pagehide", function () { shared.port.postMessage("close"); });
      return;
    }
    // 没有 SharedWorker 的（如安卓），只在看着的时候收。
    var source = null;
    function watch() {
      if (document.hidden) { if (source) { source.close(); source = null; } return; }
      if (source || !window.EventSource) { return; }
      source = new EventSource("/events");
      source.addEventListener("changed", changed);
      source.addEventListener("missed", changed);
      // 被拒绝以后浏览器自己不再试：下次看到这个窗口时再试。
      source.onerror = function () { if (source && source.readyState === 2) { source = null; } };
    }
    document.addEventListener("visibilitychange", watch);
    watch();
  }

  function refresh() {
    fetch(window.location.href, { headers: { "X-Live": "1" }, credentials: "same-origin" }).then(function (answer) {
      if (answer.redirected || !answer.ok) { return null; }
      return answer.text();
    }).then(function (text) {
      if (!text) { return; }
      var fresh = new DOMParser().parseFromString(text, "text/html");
      var missing = false;
      document.querySelectorAll("[data-live]").forEach(function (old) {
        var now = fresh.getElementById(old.id);
        if (!now) { missing = true; return; }
        if (old.contains(document.activeElement) && document.activeElement !== document.body) { return; }
        if (old.innerHTML !== now.innerHTML && !old.querySelector("input:checked")) { old.innerHTML = now.innerHTML; old.classList.add("fresh"); }
      });
      fresh.querySelectorAll("[data-live]").forEach(function (now) { if (!document.getElementById(now.id)) { missing = true; } });
      if (missing && !document.getElementById("news")) {
        var note = document.createElement("p");
        note.id = "news"; note.className = "note"; note.setAttribute("role", "status");
        note.appendChild(document.createTextNode("列表有增减，"));
        var link = document.createElement("a");
        link.href = window.location.href; link.textContent = "刷新查看";
        note.appendChild(link);
        document.getElementById("main").insertBefore(note, document.getElementById("main").firstChild);
      }
    }).catch(function () {});
  }
}());
