package import Contract
internal import Domain
internal import Notify
internal import Store

extension Desk {
  /// Looks at everything that has to be well, and says what is the matter and what to do.
  ///
  /// - Parameters:
  ///   - path: where the key file is.
  ///   - hearsPastPooler: whether daemons have an address past a pooler, by which they hear of what others commit.
  package func checks(keyFile path: String, hearsPastPooler: Bool, at moment: Moment) async throws -> ChecksAnswer {
    let health = try await store.health()
    let channels = try await store.channels().filter(\.isActive)
    return ChecksAnswer(
      try await serviceChecks(health, hearsPastPooler: hearsPastPooler, at: moment) + [
        .init(
          "接收人", problem: health.recipients == 0 ? "一个也没有，预警没有人会收到；请\(door(.addRecipient))添加。" : nil,
          detail: "\(health.recipients)人"),
        .init("搁置的任务", problem: jobProblem(health.setAside), detail: "没有"),
        .init("没有送达的消息", problem: messageProblem(health.deadLetters), detail: "没有"),
        check(keys: path, isNeeded: channels.contains { $0.secret != nil }),
      ] + channels.map { check($0, path) })
  }

  private func serviceChecks(
    _ health: Health, hearsPastPooler: Bool, at moment: Moment
  ) async throws -> [ChecksAnswer.Check] {
    let today = moment.day
    let unknown = health.unknownSchedules.joined(separator: "、")
    return [
      .init(
        "数据库结构", problem: health.isSchemaCurrent ? nil : "不是本程序的版本，请\(door(.updateDatabase))。", detail: "与本程序一致"),
      .init(
        "守护进程", problem: daemonProblem(health.daemons),
        detail: health.daemons.map { "\($0.host) 进程\($0.pid)（\($0.clock)）" }.joined(separator: "、")),
      .init(
        "工作日历", problem: calendarProblem(try await store.calendar(), today), detail: "\(today.year)年放假通知已载入"),
      .init("数据库通知", problem: try await listeningProblem(hearsPastPooler), detail: "能收到，记一笔后立即评判"),
      .init(
        "时钟", problem: health.clock.problem(at: door), detail: health.clock.kind?.chinese ?? "未定，第一次运行守护进程时定下"),
      .init("年度分区", problem: try await store.yearProblem()?.chinese, detail: "齐全"),
      .init(
        "日程", problem: unknown.isEmpty ? nil : "有本程序不认识的日程：\(unknown)，要由新版本的守护进程执行，请升级本程序。", detail: "都认识"),
    ]
  }

  private func daemonProblem(_ daemons: [Health.Daemon]) -> String? {
    if daemons.isEmpty { return "没有运行，预警不会自动评判和通知；请\(door(.runService))。" }
    let troubled = daemons.compactMap { daemon in daemon.problem.map { "\(daemon.host) 进程\(daemon.pid)：\($0)" } }
    return troubled.isEmpty ? nil : troubled.joined(separator: "；")
  }

  /// The notice of a year comes out in November of the year before.
  private func calendarProblem(_ calendar: WorkCalendar, _ today: Day) -> String? {
    if let finding = calendar.finding(for: today) { return finding.message + door(.loadCalendarField) }
    guard today.components.month >= 11, !calendar.knows(today.year + 1) else { return nil }
    return "还没有\(today.year + 1)年的放假通知，一般11月发布，发布后请\(door(.loadCalendar))载入。"
  }

  /// A pooler hands on no notifications: the daemon looks every second then.
  private func listeningProblem(_ hearsPastPooler: Bool) async throws -> String? {
    guard try await store.isPooled(), !hearsPastPooler else { return nil }
    return "经过连接池（如 PgBouncer），收不到通知，守护进程改为每秒查看；请用环境变量 JIXIAO_LISTEN_URL 写明数据库本身的地址。"
  }

  private func jobProblem(_ jobs: [Health.SetAside]) -> String? {
    guard !jobs.isEmpty else { return nil }
    let list = jobs.map { "#\($0.id) \($0.name ?? $0.kind)（\($0.due.day)）：\($0.error.prefix(120))" }
    return list.joined(separator: "；") + "。处理后\(door(.redeliver))恢复。"
  }

  private func messageProblem(_ dead: Int) -> String? {
    dead == 0 ? nil : "\(dead)条，\(door(.listDeadMessages))查看，\(door(.redeliver))重发。"
  }

  /// Which keys there are, by their ids, which tell nothing of the keys.
  private func check(keys path: String, isNeeded: Bool) -> ChecksAnswer.Check {
    guard isNeeded || KeyFile.exists(path) else {
      return .init("密钥文件", problem: nil, detail: "还没有，添加第一个通道时建立（\(path)）")
    }
    do {
      let ids = try KeyFile.open(path).ids
      return .init("密钥文件", problem: nil, detail: "\(path)，密钥编号 \(ids.joined(separator: "、"))")
    } catch {
      return .init("密钥文件", problem: error.sentence(at: door), detail: "")
    }
  }

  private func check(_ channel: Channel, _ path: String) -> ChecksAnswer.Check {
    do {
      let problem = try channel.outlet(keyFile: path).problem.map { Refusal.people($0).sentence(at: door) }
      return .init("通道 \(channel.name)", problem: problem, detail: channel.kind.chinese)
    } catch {
      return .init("通道 \(channel.name)", problem: error.sentence(at: door), detail: "")
    }
  }
}
