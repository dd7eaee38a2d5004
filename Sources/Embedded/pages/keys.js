// 绩效：单键。正在填写、有组合键或输入法在选字时不起作用；可以关掉，由浏览器记住。没有它，同样的事用 Tab 和鼠标办。
(function () {
  "use strict";
  var main = document.getElementById("main"), foot = document.querySelector(".foot");
  if (!main || !foot) { return; }
  var at = null;

  // 浏览器不许存东西的，每次都是开着的。
  function isOff() { try { return window.localStorage.getItem("keys") === "off"; } catch (error) { return false; } }
  function keep(off) {
    try { if (off) { window.localStorage.setItem("keys", "off"); } else { window.localStorage.removeItem("keys"); } } catch (error) { return; }
  }
  function isTyping(part) {
    if (part.isContentEditable || /^(TEXTAREA|SELECT)$/.test(part.tagName)) { return true; }
    return part.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file)$/.test(part.type);
  }
  function isSeen(part) { return part.getClientRects().length > 0; }
  function first(query, inside) { return Array.prototype.filter.call((inside || main).querySelectorAll(query), isSeen)[0] || null; }

  function search() { return first("[role=search] input[type=search], [role=search] input[type=text]"); }
  function rows() { return Array.prototype.filter.call(main.querySelectorAll("table.cards:not(.grid) tbody tr:not(.sum)"), isSeen); }
  // 一行所说的是哪一项：它的名称，没有的是它的第一个链接。
  function link(row) { return first("td.what strong a, td.name a", row) || first("a[href]", row); }
  function here() {
    var row = document.activeElement ? document.activeElement.closest("tr") : null;
    if (row && rows().indexOf(row) >= 0) { return row; }
    return at && document.body.contains(at) ? at : null;
  }
  function move(step) {
    var all = rows(), now = here(), next = now ? all.indexOf(now) + step : 0;
    if (!all.length || next < 0 || next >= all.length) { return; }
    if (at) { at.classList.remove("at"); }
    at = all[next];
    at.classList.add("at");
    var place = link(at);
    if (!place) { at.tabIndex = -1; place = at; }
    place.focus();
    at.scrollIntoView({ block: "nearest" });
  }

  // 录入：本页就有的，到那里；否则到所在行的项目，再否则到“录入”。
  function record() {
    var row = here(), project = row && first("a[href^='/projects/']", row);
    var own = first("#record input:not([type=hidden]), #record select");
    var entry = document.querySelector("header nav a[href^='/entry']");
    if (own) { return function () { own.focus(); }; }
    if (project && entry) { return function () { window.location.href = project.href.split("#")[0] + "#record"; }; }
    return entry ? function () { window.location.href = entry.href; } : null;
  }
  // 确认要写说明：所在的行先勾上，光标到说明，办理仍由人按。
  function acknowledge() {
    var act = first("button[name=act][value=acknowledge]"), note = act && act.form.elements.note;
    if (!note) { return null; }
    return function () {
      var row = here(), box = row && first("input[type=checkbox][name=id]", row);
      if (box && !act.form.querySelector("input[name=id]:checked")) { box.checked = true; }
      note.focus();
    };
  }

  function lines() {
    var list = [];
    if (search()) { list.push(["/", "查找"]); }
    if (rows().length) { list.push(["j", "下一行"], ["k", "上一行"], ["Enter", "打开所在的一行"]); }
    if (record()) { list.push(["e", "录入支出"]); }
    if (acknowledge()) { list.push(["a", "确认预警：勾上所在的一行，到“说明”"]); }
    return list.concat([["?", "这张单子"]]);
  }
  function part(name, text, inside) {
    var made = document.createElement(name);
    made.textContent = text;
    inside.appendChild(made);
    return made;
  }
  function show() {
    var box = document.createElement("dialog"), list = document.createElement("dl"), label = document.createElement("label");
    box.className = "keylist";
    box.setAttribute("aria-labelledby", "keys-title");
    part("h2", "快捷键", box).id = "keys-title";
    list.className = "facts";
    lines().forEach(function (line) { part("kbd", line[0], part("dt", "", list)); part("dd", line[1], list); });
    box.appendChild(list);
    var tick = document.createElement("input");
    tick.type = "checkbox";
    tick.checked = !isOff();
    label.appendChild(tick);
    label.appendChild(document.createTextNode("使用单键快捷键"));
    box.appendChild(label);
    part("p", "正在填写时不起作用。关掉以后，这个浏览器里一直关着；要再用，点页尾的“快捷键”。", box).className = "hint";
    tick.addEventListener("change", function () { keep(!tick.checked); });
    var close = part("button", "关闭", box);
    close.type = "button";
    close.addEventListener("click", function () { box.close(); });
    box.addEventListener("close", function () { box.remove(); });
    document.body.appendChild(box);
    if (box.showModal) { box.showModal(); } else { box.setAttribute("open", ""); box.close = function () { box.remove(); }; }
    close.focus();
  }

  // 没有键盘的（手机），不占地方。
  if (!window.matchMedia || !window.matchMedia("(pointer: coarse)").matches) {
    var opener = part("button", "快捷键", foot);
    opener.type = "button";
    opener.className = "link";
    opener.addEventListener("click", show);
  }
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) { return; }
    if (document.querySelector("dialog[open], [aria-modal]")) { return; }
    var act = null;
    switch (event.key) {
      case "/": act = search(); act = act && act.focus.bind(act); break;
      case "j": act = move.bind(null, 1); break;
      case "k": act = move.bind(null, -1); break;
      case "e": act = record(); break;
      case "a": act = acknowledge(); break;
      case "?": act = show; break;
    }
    if (!act || event.repeat && event.key !== "j" && event.key !== "k") { return; }
    event.preventDefault();
    act();
  });
}());
