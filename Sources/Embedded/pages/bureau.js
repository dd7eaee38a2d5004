// 部门监管：全选，下载后可以再下载。没有它，一切照样能办。
(function () {
  "use strict";
  document.querySelectorAll(".tick-all").forEach(function (part) { part.hidden = false; });
  // 下载的回答不是新的一页：过一会儿可以再按。
  document.querySelectorAll("form[id^=file-]").forEach(function (form) {
    form.addEventListener("submit", function () { setTimeout(function () { delete form.dataset.sent; }, 5000); });
  });
}());
