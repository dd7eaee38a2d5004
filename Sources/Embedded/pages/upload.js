// 绩效：上传文件时看得见传到哪里，也可以取消。没有它，同一张表照样提交。
(function () {
  "use strict";
  function mega(bytes) { return (bytes / 1048576).toFixed(1) + "MB"; }
  function hasFile(form) {
    return Array.prototype.some.call(form.querySelectorAll("input[type=file]"), function (input) { return input.files && input.files.length > 0; });
  }

  // 回答可能是另一页，也可能是这一页和要改的地方：照浏览器自己提交的样子显示，不再问一遍。
  function turn(request) {
    if (!/^text\/html/.test(request.getResponseHeader("Content-Type") || "")) { window.location.reload(); return; }
    var isHere = request.responseURL === window.location.href.split("#")[0];
    window.history[isHere ? "replaceState" : "pushState"](null, "", request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  }

  function send(form) {
    var request = new XMLHttpRequest(), content = new FormData(form);
    var box = document.createElement("div"), bar = document.createElement("progress"), text = document.createElement("span");
    var stop = document.createElement("button");
    var old = form.querySelector(".sending");
    if (old) { old.remove(); }
    box.className = "sending";
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "上传");
    text.textContent = "正在上传…";
    stop.type = "button";
    stop.textContent = "取消上传";
    [bar, text, stop].forEach(function (part) { box.appendChild(part); });
    form.appendChild(box);

    function end(message) {
      delete form.dataset.sent;
      bar.remove();
      stop.remove();
      text.setAttribute("role", "status");
      text.textContent = message;
    }
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      bar.value = event.loaded / event.total;
      text.textContent = "已传" + mega(event.loaded) + "，共" + mega(event.total);
    });
    // 传完以后由系统读取，这时取消已经收不回来。
    request.upload.addEventListener("load", function () {
      bar.removeAttribute("value");
      text.textContent = "已传完，正在读取…";
      stop.remove();
    });
    request.addEventListener("load", function () { turn(request); });
    request.addEventListener("error", function () { end("没有传上去：连接断开了。请看网络是否连着、文件是否太大，再传一次。"); });
    request.addEventListener("abort", function () { end("已取消，没有上传。"); });
    stop.addEventListener("click", function () { request.abort(); });
    window.addEventListener("pagehide", function () { request.abort(); });
    request.open("POST", form.getAttribute("action"));
    request.send(content);
  }

  document.querySelectorAll("form[enctype='multipart/form-data']").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent || event.defaultPrevented || !window.FormData || !hasFile(form)) { return; }
      event.preventDefault();
      send(form);
    });
  });
}());
