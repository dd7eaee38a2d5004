extension PeopleRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .nameMissing: "请\(door(.giveName))写明姓名。"
    case .recipientUnknown(let name, let known, let count):
      "没有名为“\(name)”的接收人。\(known.isEmpty ? "" : "已有：\(known.listed)\(count > known.count ? "等" : "")。")"
    case .recipientsNone: "还没有接收人，请先\(door(.addRecipient))添加。"
    case .channelTwice(let name): "通道“\(name)”写了两次。一个人在一个通道只能有一个地址，请只写一个。"
    case .channelUnknown(let name, let known): "没有名为“\(name)”的通道。\(known.isEmpty ? "" : "已有：\(known.listed)。")"
    case .hostMissing: "邮件通道需要\(door(.giveHost))邮件服务器。"
    case .fromMissing: "邮件通道需要\(door(.giveFrom))发件地址，如 jixiao@example.gov.cn。"
    case .urlMissing(let kind): "\(kind)通道需要\(door(.giveURL))地址，以 https:// 或 http:// 开头。"
    case .passwordInClear:
      "没有保存：\(door(.withoutEncryption))不加密，登录口令会以明文在网络上传送。请改用\(door(.encryption))；邮件服务器确实不支持加密、又必须登录的，\(door(.agreeToClearPassword))。"
    case .addressNotMail(let channel, let address):
      "通道“\(channel)”是邮件，要写成\(door(.address(channel)))邮件地址，如 \(door(.addressExample(channel)))zhang@example.gov.cn，收到“\(address)”。"
    case .addressNotWanted(let channel, let kind):
      "通道“\(channel)”（\(kind)）只有一个去处，已在通道里设好，\(door(.channelOnly(channel)))不要写地址。"
    case .routeUnknown(let id): "没有编号为 \(id) 的分派规则。"
    case .messageNotDead(let id): "没有编号为 \(id) 的搁置消息，请\(door(.listDeadMessages))查看。"
    case .signerUnknown(let name, let wanted): "“\(name)”不是登记的人员，不能\(wanted.act.chinese)。\(wanted.advice(at: door))"
    case .signerNotEntitled(let person, let wanted):
      wanted.act.roles.contains(person.role)
        ? "“\(person.name)”（\(person.role.chinese)）不负责\(wanted.subject)的这张表或整改，不能\(wanted.act.chinese)。\(wanted.advice(at: door))"
        : "“\(person.name)”登记为\(person.role.chinese)，\(wanted.act.chinese)由\(wanted.roles)办理。\(wanted.advice(at: door))"
    }
  }
}

extension Signatories.Wanted {
  fileprivate var subject: String { "“\(department.code) \(department.name)”" }
  fileprivate var roles: String { act.roles.map(\.chinese).joined(separator: "或") }

  /// Who may do it, or that nobody may yet.
  fileprivate func advice(at door: Door) -> String {
    able.isEmpty
      ? "\(subject)还没有登记\(roles)，请先\(door(.registerSigner(act.roles, department)))登记。"
      : "\(subject)可以\(act.chinese)的有：\(able.prefix(6).map(\.chinese).listed)\(able.count > 6 ? "等" : "")。请\(door(.giveActor))写明由谁办理。"
  }
}
