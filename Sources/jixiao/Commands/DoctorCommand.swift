import ArgumentParser
import Desk
import Domain
import Foundation
import Notify
import Store

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "检查服务是否正常，逐项说明问题和办法。", discussion: "有问题时以状态 1 结束。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Option(help: ArgumentHelp("密钥文件。", valueName: "FILE")) var keyFile: String?

  /// One thing looked at.
  struct Check: Sendable {
    let name: String
    let problem: String?
    let detail: String
  }

  func run() async throws {
    let key = KeyLocation(keyFile, database).path
    let checks = try await Workplace.open(database) { try await DoctorCommand.checks($0.store, key) }
    if output.json {
      Output.answer(
        .fields([
          "checks": .array(
            checks.map {
              .fields([
                "name": .string($0.name), "ok": .bool($0.problem == nil), "message": .string($0.problem ?? $0.detail),
              ])
            })
        ]))
    } else {
      for check in checks {
        Output.answer("\(check.problem == nil ? "[正常]" : "[问题]") \(check.name)：\(check.problem ?? check.detail)")
      }
    }
    if checks.contains(where: { $0.problem != nil }) { throw Ending.refused }
  }

  private static func checks(_ store: Store, _ key: String) async throws -> [Check] {
    let health = try await store.health()
    let calendar = try await store.calendar()
    let today = Day.today
    let dead = health.deadLetters
    var checks = [
      Check(
        name: "数据库结构", problem: health.isSchemaCurrent ? nil : "不是本程序的版本，请执行 jixiao migrate。", detail: "与本程序一致"),
      Check(
        name: "守护进程",
        problem: health.daemonProblem,
        detail: health.daemons.map { "\($0.host) 进程\($0.pid)（\($0.clock)）" }.joined(separator: "、")),
      Check(
        name: "工作日历", problem: calendarProblem(calendar, today), detail: "\(today.year)年放假通知已载入"),
      Check(
        name: "数据库通知", problem: try await listeningProblem(store), detail: "能收到，记一笔后立即评判"),
      Check(name: "时钟", problem: health.clock.problem, detail: health.clock.kind?.chinese ?? "未定，第一次运行守护进程时定下"),
      Check(name: "年度分区", problem: try await store.yearProblem(), detail: "齐全"),
      Check(
        name: "日程",
        problem: health.unknownSchedules.isEmpty
          ? nil : "有本程序不认识的日程：\(health.unknownSchedules.joined(separator: "、"))，要由新版本的守护进程执行，请升级本程序。",
        detail: "都认识"),
      Check(
        name: "接收人", problem: health.recipients == 0 ? "一个也没有，预警没有人会收到；请用 jixiao recipient add 添加。" : nil,
        detail: "\(health.recipients)人"),
      Check(
        name: "搁置的任务",
        problem: health.setAside.isEmpty
          ? nil
          : health.setAside.map { "#\($0.id) \($0.name ?? $0.kind)（\($0.due.day)）：\($0.error.prefix(120))" }
            .joined(separator: "；") + "。处理后用 jixiao alerts redeliver 恢复。",
        detail: "没有"),
      Check(
        name: "没有送达的消息",
        problem: dead == 0 ? nil : "\(dead)条，用 jixiao alerts deliveries --state dead 查看，用 jixiao alerts redeliver 重发。",
        detail: "没有"),
    ]
    let channels = try await store.channels().filter(\.isActive)
    checks.append(check(keys: key, isNeeded: channels.contains { $0.secret != nil }))
    for channel in channels {
      checks.append(check(channel, key))
    }
    return checks
  }

  /// A pooler hands on no notifications: the daemon looks every second then.
  private static func listeningProblem(_ store: Store) async throws -> String? {
    guard try await store.isPooled(), DatabaseOptions.listenURL == nil else { return nil }
    return "经过连接池（如 PgBouncer），收不到通知，守护进程改为每秒查看；请用环境变量 JIXIAO_LISTEN_URL 写明数据库本身的地址。"
  }

  /// Which keys there are, by their ids, which tell nothing of the keys.
  private static func check(keys path: String, isNeeded: Bool) -> Check {
    guard isNeeded || KeyFile.exists(path) else {
      return Check(name: "密钥文件", problem: nil, detail: "还没有，添加第一个通道时建立（\(path)）")
    }
    do {
      let ids = try KeyFile.open(path).ids
      return Check(name: "密钥文件", problem: nil, detail: "\(path)，密钥编号 \(ids.joined(separator: "、"))")
    } catch {
      return Check(name: "密钥文件", problem: error.said, detail: "")
    }
  }

  /// The notice of a year comes out in November of the year before.
  private static func calendarProblem(_ calendar: WorkCalendar, _ today: Day) -> String? {
    if let finding = calendar.finding(for: today) { return finding.message + "（jixiao calendar load 文件）" }
    guard today.components.month >= 11, !calendar.knows(today.year + 1) else { return nil }
    return "还没有\(today.year + 1)年的放假通知，一般11月发布，发布后请用 jixiao calendar load 文件 载入。"
  }

  private static func check(_ channel: Channel, _ key: String) -> Check {
    do {
      let problem = try channel.outlet(keyFile: key).problem.map { Refusal.people($0).here }
      return Check(name: "通道 \(channel.name)", problem: problem, detail: channel.kind.chinese)
    } catch {
      return Check(name: "通道 \(channel.name)", problem: error.said, detail: "")
    }
  }
}

extension Health {
  /// What is wrong with the daemons, and what to do; nil for nothing.
  fileprivate var daemonProblem: String? {
    if daemons.isEmpty { return "没有运行，预警不会自动评判和通知；请执行 jixiao serve。" }
    let troubled = daemons.compactMap { daemon in
      daemon.problem.map { "\(daemon.host) 进程\(daemon.pid)：\($0)" }
    }
    return troubled.isEmpty ? nil : troubled.joined(separator: "；")
  }
}
