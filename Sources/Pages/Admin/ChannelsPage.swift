package import Contract
internal import Domain

/// 通道: the ways to people.
package enum ChannelsPage {
  /// What is said of an empty field, of a kind that is none, and of a number that is none.
  package static let nameMissing = "请填写通道名称。", kindMissing = "请选择种类。", notANumber = "应是1到65535的整数。"
  package static let chooseChannel = "请选择通道。"

  /// Fields that no page gives back.
  package static let secrets: Set<String> = ["url", "secret", "password"]

  /// The page.
  ///
  /// - Parameter trial: what came of a test message, and whether it was taken; nil for none.
  package static func page(
    _ channels: ChannelsAnswer, typed: FormFields, _ problems: Problems, trial: (isTaken: Bool, text: String)? = nil,
    _ chrome: Chrome
  ) -> Page {
    let rows = channels.channels.map { channel -> Markup in
      let limit = channel.perMinute.map { "每分钟至多\($0)条" } ?? ""
      return """
        <tr>\(Parts.cell("名称", "\(channel.name)", kind: .title))\(Parts.cell("种类", "\(channel.kind.chinese)"))\
        \(Parts.cell("服务器", "\(channel.host)"))\(Parts.cell("限制", "\(limit)\(channel.allowsPrivate ? " 可发往内网" : "")"))\
        \(Parts.cell("", channel.kind == .inbox ? "内置" : AdminTabs.button("/admin/channels/retire", "name", channel.name, "停用", chrome, danger: true)))</tr>
        """
    }
    let result: Markup? = trial.map { trial in
      trial.isTaken
        ? "<p class=\"said\" role=\"status\">\(trial.text)</p>"
        : "<div class=\"problems\" role=\"alert\" id=\"problems\" tabindex=\"-1\"><h2>测试消息没有送达</h2><p>\(trial.text)</p></div>"
    }
    let names = channels.channels.filter { $0.kind != .inbox }.map {
      (value: $0.name, text: "\($0.name)（\($0.kind.chinese)）")
    }
    let test: Markup =
      names.isEmpty
      ? ""
      : """
      <section><h2>发一条测试消息</h2>\(chrome.form(to: "/admin/channels/test", """
        \(Field("test-channel", "通道", .choice(names)).markup(typed["test-channel"], problems["test-channel"]))\
        \(Field("test-address", "邮件地址", hint: "只有邮件要填").markup(typed["test-address"]))<button>马上发送</button>
        """))</section>
      """
    return Page(
      "通道", menu: .admin,
      """
      \(AdminTabs.markup("/admin/channels"))\(result)\(problems.box())\
      <section><h2>现有的通道</h2><table class="cards"><thead><tr><th scope="col">名称</th><th scope="col">种类</th>\
      <th scope="col">服务器</th><th scope="col">限制</th><th scope="col"><span class="sr">办理</span></th></tr></thead>\
      <tbody>\(rows)</tbody></table></section>\(test)\(form(typed, problems, chrome))
      """)
  }

  private static func form(_ typed: FormFields, _ problems: Problems, _ chrome: Chrome) -> Markup {
    let kinds =
      [(value: "", text: "请选择")]
      + ChannelKind.allCases.filter { $0 != .inbox }.map { (value: $0.rawValue, text: $0.chinese) }
    let protections = [
      (value: "starttls", text: "STARTTLS（587）"), (value: "tls", text: "TLS（465）"), (value: "none", text: "不加密（25）"),
    ]
    func field(_ name: String, _ label: String, _ kind: Field.Kind = .text, hint: String? = nil) -> Markup {
      Field(name, label, kind, hint: hint).markup(typed[name], problems[name])
    }
    return """
      <section><h2>添加通道，或按名称重新设置</h2><p class="hint">地址和口令加密保存，保存后不再显示；重新设置时要重新填写。</p>\
      \(chrome.form(to: "/admin/channels", """
        <div class="columns">\(Field("name", "名称", isRequired: true).markup(typed["name"], problems["name"]))\
        \(Field("kind", "种类", .choice(kinds), isRequired: true).markup(typed["kind"], problems["kind"]))</div>\
        <fieldset><legend>群机器人和接口</legend><div class="columns">\(field("url", "地址", .password, hint: "群机器人或接口给的完整地址"))\
        \(field("secret", "签名密钥", .password, hint: "机器人启用签名的填写"))</div></fieldset>\
        <fieldset><legend>邮件</legend><div class="columns">\(field("host", "服务器"))\(field("port", "端口", hint: "不写按加密方式"))\
        \(field("tls", "加密", .choice(protections)))\(field("from", "发件地址"))\(field("user", "用户名"))\
        \(field("password", "口令", .password))</div>\(field("clear", "不加密也发送口令（口令在网络上会被人看到）", .tick))</fieldset>\
        \(field("private", "可以发往内网和本机地址（单位内部的网关要选）", .tick))<button class="main">保存</button>
        """))</section>
      """
  }
}
