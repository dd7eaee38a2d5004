import Domain
import Store

/// Recipients, channels and routes that are not what was meant.
extension Trial {
  static let nameMissing = saying("请用 --name 写明姓名。") { place in
    try await place.run("recipient", "add", "--name", "　")
  }
  static let recipientUnknown = each(
    recipient("", among: []), recipient("已有：张三。", among: ["张三"]),
    recipient("已有：\((1...20).map { "科员\($0)" }.joined(separator: "、"))等。", among: (1...21).map { "科员\($0)" }))

  private static func recipient(_ known: String, among names: [String]) -> Trial {
    saying("没有名为“李四”的接收人。\(known)") { place in
      try await place.onOwn(.sample) { store, _ in
        for name in names {
          try await store.keep(Recipient(id: 0, name: name, role: .clerk), departments: [], addresses: [])
        }
        let now = Instant(try Day.parse("2025-06-20"))
        let voice = Voice(now: now, links: Links(base: nil), calendar: try await store.calendar())
        _ = try await store.sendTest(to: "李四", voice: voice, nonce: "1")
      }
    }
  }
  static let signerUnknown = each(
    saying(
      "“root”不是登记的人员，不能报送。“304 \(Stage.bureau)”还没有登记填报人或负责人，请先用 jixiao recipient add --name 姓名 --role 填报人 --department 304 --division 130625 登记。"
    ) { place in try await sign("root", "submit", place) },
    saying("“ROOT”不是登记的人员，不能审核。“304 \(Stage.bureau)”可以审核的有：李四（负责人）。请用 --by 写明由谁办理。") { place in
      try await sign("ROOT", "approve", place, registered: Recipient(id: 0, name: "李四", role: .head))
    })
  static let signerNotEntitled = each(
    saying(
      "“张三”登记为填报人，审核由负责人办理。“304 \(Stage.bureau)”还没有登记负责人，请先用 jixiao recipient add --name 姓名 --role 负责人 --department 304 --division 130625 登记。"
    ) { place in
      try await sign("张三", "approve", place, registered: Recipient(id: 0, name: "张三", role: .clerk))
    },
    saying(
      "“张三”（填报人）不负责“304 \(Stage.bureau)”的这张表或整改，不能报送。“304 \(Stage.bureau)”还没有登记填报人或负责人，请先用 jixiao recipient add --name 姓名 --role 填报人 --department 304 --division 130625 登记。"
    ) { place in
      let other = DepartmentIdentity(code: "306", name: "别处", fiscalYear: 2025)
      try await sign("张三", "submit", place, registered: Recipient(id: 0, name: "张三", role: .clerk), of: [other])
    })

  /// Does something with the form of the sample's first project as somebody, where one person is registered.
  private static func sign(
    _ name: String, _ act: String, _ place: Place, registered: Recipient? = nil,
    of departments: [DepartmentIdentity] = []
  ) async throws {
    try await place.onOwn(.sample) { store, url in
      if let registered { try await store.keep(registered, departments: departments, addresses: []) }
      try await place.run(
        "form", act, "--project", Stage.cleaning, "--by", name, "--on", "2025-07-10", "--database", url)
    }
  }
  static let recipientNone = saying("还没有接收人，请先用 jixiao recipient add 添加。") { place in
    try await place.run("alerts", "preview", "--as-of", "2025-06-20", "--database", try await place.url(.sample))
  }
  static let channelUnknown = each(
    saying("没有名为“科室群”的通道。已有：站内消息。") { place in
      let person = Recipient(id: 0, name: "张三", role: .clerk)
      try await place.on(.sample) {
        try await $0.keep(person, departments: [], addresses: [(channel: "科室群", address: "")])
      }
    },
    saying("没有名为“科室群”的通道。") { place in
      try await place.run("channel", "remove", "科室群", "--database", try await place.url(.sample))
    })
  static let channelTwice = each(
    saying("通道“站内消息”写了两次。一个人在一个通道只能有一个地址，请只写一个。") { place in
      try await place.run(
        "recipient", "add", "--name", "张三", "--to", "站内消息", "--to", "站内消息", "--database",
        try await place.url(.sample))
    },
    saying("通道“站内消息”写了两次。一个人在一个通道只能有一个地址，请只写一个。") { place in
      try await place.onOwn(.empty) { store, url in
        try await store.addAccount("孙审", .auditor, [], osUser: nil)
        try await place.run("user", "address", "孙审", "--to", "站内消息", "--to", "站内消息", "--database", url)
      }
    })
  static let channelHostMissing = saying("邮件通道需要用 --host 写明邮件服务器。") { place in
    try await place.run("channel", "add", "邮箱", "--kind", "smtp")
  }
  static let channelFromMissing = saying("邮件通道需要用 --from 写明发件地址，如 jixiao@example.gov.cn。") { place in
    try await place.run("channel", "add", "邮箱", "--kind", "smtp", "--host", "mail.example.gov.cn")
  }
  static let channelUrlMissing = saying("钉钉群机器人通道需要用 --url 写明地址，以 https:// 或 http:// 开头。") { place in
    try await place.run("channel", "add", "科室群", "--kind", "dingtalk")
  }
  static let passwordInClear = saying(
    "没有保存：--tls none 不加密，登录口令会以明文在网络上传送。请改用 --tls starttls 或 --tls tls；邮件服务器确实不支持加密、又必须登录的，加 --insecure-password。"
  ) { place in
    try await place.run(
      "channel", "add", "邮箱", "--kind", "smtp", "--host", "mail.example.gov.cn", "--from", "a@example.gov.cn", "--user",
      "a", "--tls", "none")
  }
  static let addressNotMail = saying(
    "通道“邮箱”是邮件，要写成 --to 邮箱=邮件地址，如 邮箱=zhang@example.gov.cn，收到“13800000000”。"
  ) { place in
    try await place.onOwn(.empty) { store, url in
      try await store.keep(
        Channel(name: "邮箱", kind: .smtp, settings: "{}", secret: nil, allowsPrivate: false, perMinute: nil))
      try await place.run("recipient", "add", "--name", "张三", "--to", "邮箱=13800000000", "--database", url)
    }
  }
  static let addressNotWanted = saying("通道“站内消息”（站内消息）只有一个去处，已在通道里设好，写成 --to 站内消息 就行，不要写地址。") { place in
    try await place.run(
      "recipient", "add", "--name", "张三", "--to", "站内消息=13800000000", "--database", try await place.url(.sample))
  }
  static let routeUnknown = saying("没有编号为 9 的分派规则。") { place in
    try await place.run("route", "remove", "9", "--database", try await place.url(.sample))
  }
  static let messageNotDead = saying("没有编号为 9 的搁置消息，请用 jixiao alerts deliveries --state dead 查看。") { place in
    try await place.run("alerts", "redeliver", "9", "--database", try await place.url(.sample))
  }
}
