/// The parts of 系统管理 and 安全管理, as links over each of them.
enum AdminTabs {
  private static let admin: [(Address, String)] = [
    ("/admin", "运行情况"), ("/admin/accounts", "账户"), ("/admin/people", "接收人和分派"), ("/admin/channels", "通道"),
    ("/admin/deliveries", "消息送达"), ("/admin/calendar", "节假日"), ("/admin/rules", "规则参数"), ("/admin/settings", "设置"),
  ]
  private static let security: [(Address, String)] = [
    ("/security", "角色和密码"), ("/security/sessions", "登录"), ("/security/tokens", "令牌"), ("/security/policy", "密码要求"),
  ]

  /// The links, with the one that is open marked.
  static func markup(_ current: Address) -> Markup {
    let all = current.path.hasPrefix("/security") ? security : admin
    let links = all.map { address, name -> Markup in
      let mark: Markup = address == current ? " aria-current=\"page\"" : ""
      return "<a href=\"\(address)\"\(mark)>\(name)</a>"
    }
    return "<nav class=\"tabs\" aria-label=\"分页\">\(links)</nav>"
  }

  /// A button that does one thing with one thing.
  static func button(
    _ place: Address, _ name: String, _ value: String, _ text: String, _ chrome: Chrome, danger: Bool = false
  )
    -> Markup
  {
    let kind: Markup = danger ? " class=\"danger\"" : ""
    return chrome.form(to: place, "<button name=\"\(name)\" value=\"\(value)\"\(kind)>\(text)</button>")
  }
}
