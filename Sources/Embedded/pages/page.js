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
  document.addEventListener("change", function (event) {
    var all = event.target;
    if (all.dataset && all.dataset.all) {
      all.form.querySelectorAll("input[type=checkbox][name='" + all.dataset.all + "']").forEach(function (box) {
        if (!box.disabled) { box.checked = all.checked; }
      });
    }
  });
  document.addEventListener("click", function (event) {
    if (event.target.classList && event.target.classList.contains("print")) { window.print(); }
  });
}());
