import Domain
import Testing

@Suite("Links by which a mail's recipient acknowledges alerts")
struct MailLinkTests {
  private let links = Links(base: "https://jx.example/")

  private func message(_ items: [Message.Item]) -> Message {
    Message(
      kind: .immediate, severity: .red, title: "【红】", opening: "张三：请处理。",
      sections: [.init("需要立即处理", [.init("保洁费项目", items)])], notes: ["请尽快处理。"])
  }

  private func envelope(_ message: Message, _ links: Links) -> Envelope {
    Envelope(
      id: 1, key: "now-1", channel: 1, address: "a@b.c", title: message.title, text: message.plain(links),
      rich: message.html(links), writtenAt: Instant(day("2025-07-03"), minute: 600), attempt: 1)
  }

  @Test("each alert that may be acknowledged has its own, those that a line speaks for too; the rest have none")
  func places() {
    let items = [
      Message.Item(alert: 1, severity: .red, text: "超支", others: [11]),
      Message.Item(alert: 12, severity: .red, text: "未达标"),
    ]
    let message = message(items)
    let sent = envelope(message, links.acknowledging([1, 11])).linked(by: [1: "jx_l_a", 11: "jx_l_b"])
    #expect(
      sent.text.hasSuffix(
        """
            https://jx.example/alerts/1
            知悉 #1：https://jx.example/acknowledge/jx_l_a
            知悉 #11：https://jx.example/acknowledge/jx_l_b
          [红灯] #12 未达标
            https://jx.example/alerts/12

        请尽快处理。
        “知悉”不用登录，以收件人本人的名义确认，发出后72小时内有效；请勿转发这封邮件。

        """))
    #expect(
      sent.rich.contains(
        "超支<br><a href=\"https://jx.example/acknowledge/jx_l_a\">知悉 #1</a> "
          + "<a href=\"https://jx.example/acknowledge/jx_l_b\">知悉 #11</a></td>"))
    #expect(sent.key == "now-1" && sent.attempt == 1)
    // Without a link there is not a word of it.
    #expect(!message.plain(links).contains("知悉") && !message.html(links).contains("知悉"))
    #expect(!message.plain(Links(base: nil).acknowledging([1])).contains("知悉"))
    for kind in ChannelKind.allCases where kind != .smtp {
      let rich = message.rich(
        for: kind, links, key: "k", recipient: "张三", writtenAt: Instant(day("2025-07-03"), minute: 600))
      #expect(!rich.contains("by=mail") && !rich.contains("知悉"))
    }
  }

  @Test("as it is kept it shows no secret: what stands there leads to the alert by way of the sign-in")
  func kept() {
    let kept = envelope(message([.init(alert: 1, severity: .red, text: "超支")]), links.acknowledging([1]))
    #expect(kept.text.contains("知悉 #1：https://jx.example/alerts/1?by=mail") && !kept.text.contains("jx_l_"))
    #expect(kept.marked(among: [1, 11]) == [1] && kept.linked(by: [:]) == kept)
  }
}
