extension ServiceCheck {
  /// What was looked at.
  package var name: String {
    switch self {
    case .schema: "数据库结构"
    case .daemons: "守护进程"
    case .calendar: "工作日历"
    case .notifications: "数据库通知"
    case .clock: "时钟"
    case .years: "年度分区"
    case .schedules: "日程"
    case .recipients: "接收人"
    case .jobs: "搁置的任务"
    case .accounts: "账户"
    case .fourEyes: "填报与审核分开"
    case .auditHeads: "审计链末端"
    case .deadLetters: "没有送达的消息"
    case .keys: "密钥文件"
    case .channel(let name, _, _): "通道 \(name)"
    }
  }

  /// What is the matter and what to do; nil where all is well.
  package func problem(at door: Door) -> String? {
    switch self {
    case .schema(let isCurrent): isCurrent ? nil : "不是本程序的版本，请\(door(.updateDatabase))。"
    case .daemons(let daemons): daemons.problem(at: door)
    case .calendar(_, let missing?, _): missing.message + door(.loadCalendarField)
    case .calendar(_, nil, let due): due.map { "还没有\($0)年的放假通知，一般11月发布，发布后请\(door(.loadCalendar))载入。" }
    case .notifications(let areHeard):
      areHeard
        ? nil : "经过连接池（如 PgBouncer），收不到通知，守护进程改为每秒查看；请用环境变量 JIXIAO_LISTEN_URL 写明数据库本身的地址。"
    case .clock(_, let standing, let now): standing.problem(now: now, at: door)
    case .years(let note): note?.chinese
    case .schedules(let unknown):
      unknown.isEmpty ? nil : "有本程序不认识的日程：\(unknown.listed)，要由新版本的守护进程执行，请升级本程序。"
    case .accounts(let areRowsHeld):
      areRowsHeld == false ? "已启用，但连接数据库的角色拥有这些表，行级保护不起作用；请改用只授予 service 权限的数据库角色连接。" : nil
    case .fourEyes(let gaps): gaps.isEmpty ? nil : gaps.map(\.chinese).joined()
    case .auditHeads(0, _, isPrivate: true): nil
    case .auditHeads(let auditors, 0, _):
      auditors == 0
        ? "没有审计员，链尾不会发出，守护进程没有另存的就只在数据库里：能改数据库的人可以连同链尾一起改写。请授一名审计员，并\(door(.addressAuditor))设定他的地址。"
        : "审计员没有收件地址，链尾不会发出，守护进程没有另存的就只在数据库里：能改数据库的人可以连同链尾一起改写。请\(door(.addressAuditor))设定地址。"
    case .auditHeads: nil
    case .recipients(let count): count == 0 ? "一个也没有，预警没有人会收到；请\(door(.addRecipient))添加。" : nil
    case .jobs(let jobs):
      jobs.isEmpty
        ? nil : jobs.map(\.chinese).joined(separator: "；") + "。处理后\(door(.redeliver))恢复。"
    case .deadLetters(let count):
      count == 0 ? nil : "\(count)条，\(door(.listDeadMessages))查看，\(door(.redeliver))重发。"
    case .keys(_, .refused(let refusal)): refusal.sentence(at: door)
    case .keys: nil
    case .channel(_, _, let refusal): refusal?.sentence(at: door)
    }
  }

  /// What was found, to be shown where all is well.
  package var found: String {
    switch self {
    case .schema: "与本程序一致"
    case .daemons(let daemons): daemons.map { "\($0.place)（\($0.clock)）" }.listed
    case .calendar(let year, _, _): "\(year)年放假通知已载入"
    case .notifications: "能收到，记一笔后立即评判"
    case .clock(let kind, _, _): kind?.chinese ?? "未定，第一次运行守护进程时定下"
    case .years: "齐全"
    case .schedules: "都认识"
    case .accounts(let areRowsHeld): areRowsHeld == nil ? "已启用" : "已启用，行级保护有效"
    case .fourEyes: "各有其人"
    case .auditHeads(0, _, _): "每天留存在本机数据库里，没有发到别处"
    case .auditHeads(_, let addressed, _): "每天发给\(addressed)名审计员"
    case .recipients(let count): "\(count)人"
    case .jobs, .deadLetters: "没有"
    case .keys(let file, .notNeeded): "还没有，添加第一个通道时建立（\(file)）"
    case .keys(let file, .opened(let ids)): "\(file)，密钥编号 \(ids.listed)"
    case .keys(_, .refused): ""
    case .channel(_, let kind, _): kind.chinese
    }
  }
}

extension ServiceCheck.Daemon {
  fileprivate var place: String { "\(host) 进程\(pid)" }
}

extension [ServiceCheck.Daemon] {
  fileprivate func problem(at door: Door) -> String? {
    if isEmpty { return "没有运行，预警不会自动评判和通知；请\(door(.runService))。" }
    let troubled = compactMap { daemon in daemon.problem.map { "\(daemon.place)：\($0)" } }
    return troubled.isEmpty ? nil : troubled.joined(separator: "；")
  }
}

extension ServiceCheck.Job {
  fileprivate var chinese: String { "#\(id) \(name)（\(due)）：\(error.prefix(120))" }
}
