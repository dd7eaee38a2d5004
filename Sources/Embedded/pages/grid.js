// 绩效：像 Excel 那样填写的表。没有它，同样的行用按钮校验和保存。
(function () {
  "use strict";
  var table = document.querySelector("table.grid");
  var form = table && table.closest("form");
  if (!form) { return; }
  var columns = table.dataset.columns.split(" ");
  var state = document.getElementById("draft");
  var editing = false, before = "", run = null, done = [], undone = [], changes = 0, kept = 0, submitted = false;

  var keys = form.querySelector(".keys");
  if (keys && !window.matchMedia("(pointer: coarse)").matches) { keys.hidden = false; }

  function column(input) { return input.name.replace(/-\d+$/, ""); }
  function line(input) { return Number(input.name.replace(/^.*-/, "")); }
  function count() { return table.tBodies[0].rows.length; }
  // 一格；这一行没有这一格的（项目已定的行没有“项目”格），没有。
  function at(row, name) {
    var found = form.elements[name + "-" + row];
    return found && found.type === "text" ? found : null;
  }
  function isCell(target) { return target instanceof HTMLInputElement && target.type === "text" && table.contains(target); }
  function say(text) { if (state) { state.textContent = text; } }

  function go(row, name) {
    var place = columns.indexOf(name);
    if (row < 0 || row >= count()) { return; }
    var cell = at(row, name);
    while (!cell && place < columns.length - 1) { place += 1; cell = at(row, columns[place]); }
    if (cell) { cell.focus(); }
  }

  // 每一步改了哪些格，可以退回。
  function note(step) {
    if (!step.length) { return; }
    done.push(step);
    undone = [];
    step.forEach(function (change) { touched(change.cell); });
  }
  function again(from, to, which) {
    var step = from.pop();
    if (!step) { return; }
    to.push(step);
    step.forEach(function (change) { change.cell.value = change[which]; touched(change.cell); });
    step[0].cell.focus();
    before = step[0].cell.value;
  }

  table.addEventListener("focusin", function (event) {
    if (!isCell(event.target)) { return; }
    editing = false;
    before = event.target.value;
    event.target.select();
  });
  table.addEventListener("focusout", function (event) {
    var cell = event.target;
    if (isCell(cell) && cell.value !== before) { note([{ cell: cell, was: before, is: cell.value }]); before = cell.value; }
  });
  // 单击选中整格，双击改格里的内容；手指点的，照手机的习惯。
  table.addEventListener("mousedown", function (event) {
    // 格比输入框高，点在框外也是这一格。
    var inner = event.target.tagName === "TD" ? event.target.querySelector("input[type=text]") : null;
    if (inner && document.activeElement !== inner) {
      event.preventDefault();
      inner.focus();
      return;
    }
    if (!isCell(event.target) || window.matchMedia("(pointer: coarse)").matches) { return; }
    run = null;
    if (event.detail >= 2) { editing = true; return; }
    if (document.activeElement === event.target) {
      if (!editing) { event.preventDefault(); event.target.select(); }
      return;
    }
    event.preventDefault();
    event.target.focus();
  });

  table.addEventListener("keydown", function (event) {
    var cell = event.target;
    // 输入法正在选字时，回车和方向键是它的。
    if (!isCell(cell) || event.isComposing || event.keyCode === 229) { return; }
    var row = line(cell), name = column(cell), place = columns.indexOf(name);
    var control = event.ctrlKey || event.metaKey;
    if (control && !editing && cell.value === before && /^[zy]$/i.test(event.key)) {
      event.preventDefault();
      if (event.key.toLowerCase() === "z" && !event.shiftKey) { again(done, undone, "was"); } else { again(undone, done, "is"); }
      return;
    }
    if (control || event.altKey) { return; }
    switch (event.key) {
      case "F2":
        event.preventDefault();
        editing = true;
        cell.setSelectionRange(cell.value.length, cell.value.length);
        break;
      case "Escape":
        if (cell.value !== before) { cell.value = before; touched(cell); }
        editing = false;
        cell.select();
        break;
      case "Enter":
        event.preventDefault();
        go(row + (event.shiftKey ? -1 : 1), run || name);
        run = null;
        break;
      case "Tab":
        if (!event.shiftKey && !run) { run = name; }
        break;
      case "ArrowUp":
      case "ArrowDown":
        // 有候选清单的格，打了字以后上下键在清单里选。
        if (cell.list && cell.value !== before) { return; }
        event.preventDefault();
        run = null;
        go(row + (event.key === "ArrowUp" ? -1 : 1), name);
        break;
      case "ArrowLeft":
      case "ArrowRight":
        if (editing) { return; }
        event.preventDefault();
        run = null;
        for (place += event.key === "ArrowLeft" ? -1 : 1; place >= 0 && place < columns.length;
          place += event.key === "ArrowLeft" ? -1 : 1) {
          if (at(row, columns[place])) { go(row, columns[place]); break; }
        }
        break;
    }
  });

  // 从 Excel、WPS 粘贴来的一块。
  function block(text) {
    var rows = [[]], cell = "", quoted = false, start = true;
    text = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    for (var i = 0; i < text.length; i += 1) {
      var sign = text[i];
      if (quoted) {
        if (sign !== "\"") { cell += sign; } else if (text[i + 1] === "\"") { cell += sign; i += 1; } else { quoted = false; }
      } else if (sign === "\"" && start) {
        quoted = true;
        start = false;
      } else if (sign === "\t" || sign === "\n") {
        rows[rows.length - 1].push(cell);
        cell = "";
        start = true;
        if (sign === "\n") { rows.push([]); }
      } else {
        cell += sign;
        start = false;
      }
    }
    rows[rows.length - 1].push(cell);
    return rows.map(function (row) { return row.map(function (item) { return item.replace(/\s+/g, " ").trim(); }); });
  }

  table.addEventListener("paste", function (event) {
    var cell = event.target, text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    if (!isCell(cell) || !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""))) { return; }
    event.preventDefault();
    offer(cell, block(text));
  });

  function offer(cell, rows) {
    var first = line(cell), place = columns.indexOf(column(cell));
    var fits = rows.filter(function (row, index) { return takes(first + index, place, row); }).length;
    var over = rows.length - fits;
    var most = Math.max.apply(null, rows.map(function (row) { return row.length; }));
    var wide = Math.max(0, place + most - columns.length);
    var box = document.createElement("div");
    box.className = "paste";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-modal", "true");
    box.setAttribute("aria-labelledby", "paste-title");
    var title = document.createElement("h2");
    title.id = "paste-title";
    title.textContent = "粘贴" + rows.length + "行，从第" + (first + 1) + "行放起";
    var told = document.createElement("p");
    told.textContent = tell(fits, over, wide, false);
    var scroll = document.createElement("div"), list = document.createElement("table");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    var head = list.createTHead().insertRow();
    ["行"].concat(columns.slice(place, place + most).map(caption)).forEach(function (word) {
      var th = document.createElement("th");
      th.textContent = word;
      head.appendChild(th);
    });
    var body = list.createTBody();
    rows.forEach(function (row, index) {
      var tr = body.insertRow(), isOver = !takes(first + index, place, row);
      tr.insertCell().textContent = isOver ? "－" : String(first + index + 1);
      row.forEach(function (item, offset) {
        var td = tr.insertCell();
        td.textContent = item;
        if (isOver || place + offset >= columns.length) { td.className = "over"; }
      });
    });
    scroll.appendChild(list);
    var put = button("放进去", "main"), leave = button("取消", "");
    [title, told, scroll, put, document.createTextNode(" "), leave].forEach(function (part) { box.appendChild(part); });
    document.body.appendChild(box);
    put.disabled = fits === 0;
    (fits ? put : leave).focus();
    function close() { box.remove(); cell.focus(); }
    leave.addEventListener("click", close);
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { close(); }
      if (event.key === "Tab" && document.activeElement === (event.shiftKey ? scroll : leave)) {
        event.preventDefault();
        (event.shiftKey ? leave : scroll).focus();
      }
    });
    put.addEventListener("click", function () {
      var step = [];
      rows.forEach(function (row, index) {
        if (!takes(first + index, place, row)) { return; }
        row.forEach(function (item, offset) {
          var target = place + offset < columns.length ? at(first + index, columns[place + offset]) : null;
          if (!target || target.value === item) { return; }
          step.push({ cell: target, was: target.value, is: item });
          target.value = item;
        });
      });
      before = cell.value;
      close();
      note(step);
      say(tell(fits, over, wide, true));
    });
  }
  // 项目已定的行只收同一个项目的。
  function takes(row, place, items) {
    if (row >= count()) { return false; }
    return items.every(function (item, offset) {
      var name = columns[place + offset], fixed = name && form.elements[name + "-" + row];
      return !fixed || fixed.type === "text" || item === "" || item === fixed.value;
    });
  }
  function tell(fits, over, wide, isDone) {
    var text = (isDone ? "已放进" : "可以放进") + fits + "行";
    if (over) { text += "；多出" + over + "行" + (isDone ? "没有放进去，请先点“再加10行”" : "放不进去") }
    if (wide) { text += "；多出" + wide + "列" + (isDone ? "没有放进去" : "放不进去") }
    return text + "。";
  }
  function caption(name) { return table.querySelector("th[data-column=" + name + "]").textContent; }
  function button(text, kind) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = text;
    return made;
  }

  // 录入后的灯和进度，由系统算；停下手2秒，草稿存到系统里。
  var previewing = null, drafting = null, asked = 0;
  function touched() {
    changes += 1;
    clearTimeout(previewing);
    clearTimeout(drafting);
    previewing = setTimeout(preview, 500);
    drafting = setTimeout(draft, 2000);
  }
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);

  function send(address) {
    return fetch(address, { method: "POST", body: content(), credentials: "same-origin" })
      .then(function (response) {
        if (response.redirected) { throw new Error("登录已失效"); }
        if (response.status === 409) { return response.text().then(function (text) { throw new Error(text); }); }
        if (!response.ok) { throw new Error("没有连上"); }
        return response.text();
      });
  }
  function preview() {
    var number = asked += 1;
    if (!table.dataset.preview) { return; }
    send(table.dataset.preview).then(function (text) {
      if (number !== asked) { return; }
      var pieces = {};
      JSON.parse(text).forEach(function (piece) { pieces[piece.line] = piece.html; });
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row, index) {
        var cell = row.querySelector("td.after");
        if (cell) { cell.innerHTML = pieces[index + 1] || ""; }
      });
    }).catch(function () {});
  }
  // 一次存一份：上一份有了回音，才存下一份，因为每一份都说明它接着哪一份。
  // 写给系统的每一份都有这个窗口的名字和第几次：还没有回音的那一份，由同一窗口后来的接替，别的窗口的不动。
  var sending = false, waiting = false, own = Math.random().toString(36).slice(2), turns = 0;
  var turn = document.createElement("input");
  turn.type = "hidden";
  turn.name = "turn";
  form.appendChild(turn);
  function next() { turns += 1; turn.value = own + "-" + turns; }
  function content() { next(); return new URLSearchParams(new FormData(form)); }
  function draft() {
    if (sending) { waiting = true; return; }
    if (submitted) { return; }
    var number = changes;
    sending = true;
    send(table.dataset.draft).then(function (text) {
      var answer = JSON.parse(text);
      document.querySelectorAll("input[name=seen]").forEach(function (seen) { seen.value = answer.seen; });
      kept = number;
      if (answer.said) { say(answer.said); }
    }).catch(function (error) { say(error.message + "，草稿没有保存。"); }).then(function () {
      sending = false;
      if (waiting) { waiting = false; draft(); }
    });
  }
  form.addEventListener("submit", function () {
    submitted = true;
    next();
    clearTimeout(previewing);
    clearTimeout(drafting);
  });
  window.addEventListener("pageshow", function () { submitted = false; });
  window.addEventListener("pagehide", function () {
    if (kept !== changes && !submitted) { navigator.sendBeacon(table.dataset.draft, content()); }
  });
}());
