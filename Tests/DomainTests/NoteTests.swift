import Domain
import Testing

@Suite("Notes of the service")
struct NoteTests {
  @Test(
    "why a message is where it is has its words in one place",
    arguments: [
      (DeliveryNote.keptInInbox, "已存入站内消息"), (.overtaken, "后来的消息已说明新的情况，这一条不再发送"),
      (.resolvedBefore, "预警在送达前已解除，这一条不再发送"), (.heldBack, "领取后耽搁太久，没有发送"),
      (.clockReset, "时钟复位：写于尚未到来的时间"), (.endless, "发送超过时限仍未结束，已放弃等待"),
      (.brokenOff(attempts: 3, before: nil), "尝试3次，最后一次没有留下结果（发送途中中断）"),
      (.brokenOff(attempts: 3, before: "忙"), "尝试3次，最后一次没有留下结果（发送途中中断）；此前：忙"),
      (.exhausted(attempts: 5, last: "忙"), "尝试5次仍未成功：忙"), (.addressNotMail("1380"), "邮件地址“1380”不正确"),
      (
        .addressInside("10.0.0.1"),
        "目标地址 10.0.0.1 在内网或本机范围内，没有发送；确需发往内网的，请在设置通道时加 --allow-private"
      ),
      (.hindered("没有密钥文件"), "没有密钥文件"), (.notDelivered("连接已断开"), "没有送达：连接已断开"),
      (.mailRefused("550 no"), "邮件服务器拒绝：550 no"), (.redirected(302), "对方要求转到别的地址（HTTP 302），不予跟随，请填写最终地址"),
      (.busy(429), "对方暂时不能接收（HTTP 429）"), (.refused(410, "没有了"), "对方拒绝（HTTP 410）：没有了"),
      (.answerUnreadable("<html>"), "对方的回答无法识别：<html>"), (.errorCode(88, "sign"), "对方返回错误 88：sign"),
    ])
  func delivery(note: DeliveryNote, words: String) { #expect(note.chinese == words) }

  @Test(
    "so has what the service says of itself",
    arguments: [
      (ServiceNote.jobNeverEnded, "每次执行都没有结束：程序崩溃、超时或内存超限"), (.jobEndless(7), "任务 #7 超过时限仍未结束"),
      (.migrationWaits("0001_budget.sql", attempt: 2), "升级脚本 0001_budget.sql 在等其他程序用完数据表（第2次）…"),
      (.yearsClosed([2025, 2026]), "2025、2026年没有分区，记不进支出；请由数据表的所有者执行 SELECT open_year(年度)。"),
      (.partsBare(["spending_entry_2026"]), "分区 spending_entry_2026 缺少主表的触发器，请由数据库管理员核对。"),
    ])
  func service(note: ServiceNote, words: String) { #expect(note.chinese == words) }

  @Test("a clock is called by what drives it")
  func clocks() throws {
    #expect(ClockName.real.chinese == "实时")
    let start = try Instant.parse("2025-06-20T08:00")
    #expect(ClockName.simulated(from: start, speed: 60).chinese == "模拟，从2025年6月20日 8:00起，60倍速")
  }

  @Test("next year's notice is asked for from November on, until it is there")
  func reminder() {
    let calendar = WorkCalendar(WorkCalendar.notices)
    #expect(calendar.reminder(on: Day(endOf: 10, in: 2026)) == nil)
    #expect(calendar.reminder(on: Day(endOf: 11, in: 2025)) == nil)
    #expect(calendar.reminder(on: Day(endOf: 10, in: 2026) + 1)?.severity == .info)
  }
}
