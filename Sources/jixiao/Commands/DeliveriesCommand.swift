import ArgumentParser
package import Contract
import Desk
import Domain
import Foundation

struct DeliveriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliveries", abstract: "谁在何时经哪个通道收到了什么，以及回执，供审计。")

  enum Form: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  @OptionGroup var database: DatabaseOptions
  @Option(help: ArgumentHelp("只列出这种状态：waiting、sent、dead、superseded。", valueName: "S")) var state:
    DeliveriesRequest.State?
  @Option(help: ArgumentHelp("格式：text、csv、json。", valueName: "F")) var format: Form = .text
  @Flag(help: "等于 --format json。") var json = false
  @Option(name: .shortAndLong, help: ArgumentHelp("写入文件。", valueName: "FILE")) var output: String?

  func run() async throws {
    let request = DeliveriesRequest(state: state)
    let answer = try await database.desk { try await $0.deliveries(request) }
    switch json ? .json : format {
    case .text: try Output.write(DeliveryList.text(answer.deliveries), to: output)
    case .csv: try Output.write(DeliveryList.csv(answer.deliveries), to: output)
    case .json: try Output.write(try AnswerEncoder.json(answer).pretty + "\n", to: output)
    }
  }
}

extension DeliveriesRequest.State: ExpressibleByArgument {}

/// The record of deliveries as people and auditors read it.
enum DeliveryList {
  private static let states = ["waiting": "待发", "sent": "已送达", "dead": "搁置", "superseded": "不再发送"]

  static func text(_ records: [DeliveriesAnswer.Delivery]) -> String {
    guard !records.isEmpty else { return "没有消息。\n" }
    let header = ["编号", "时间", "接收人", "通道", "状态", "次数", "标题", "回执或原因"]
    let rows = records.map { record in
      [
        "\(record.id)", record.writtenAt.chinese, record.recipient, record.channel,
        states[record.state] ?? record.state,
        "\(record.attempts)", Columns.cut(record.title, to: 40),
        Columns.cut(record.receipt ?? record.error ?? "", to: 60),
      ]
    }
    return Columns.lines([header] + rows, right: [0, 5]).joined(separator: "\n") + "\n"
  }

  /// With a byte order mark, so that spreadsheets read the Chinese; a cell that would be taken for a formula is quoted off.
  static func csv(_ records: [DeliveriesAnswer.Delivery]) -> String {
    let header = ["编号", "消息键", "写入时间", "接收人", "通道", "地址", "状态", "次数", "送达时间", "回执", "原因", "标题", "内容", "预警编号"]
    let rows = records.map { record in
      [
        "\(record.id)", record.key, record.writtenAt.description, record.recipient, record.channel, record.address,
        states[record.state] ?? record.state, "\(record.attempts)", record.sentAt?.description ?? "",
        record.receipt ?? "", record.error ?? "", record.title, record.body,
        record.alerts.map(String.init).joined(separator: " "),
      ]
    }
    return "\u{FEFF}" + ([header] + rows).map { $0.map(cell).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
  }

  private static func cell(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\0".contains($0) } ?? false ? "'" + text : text
    return "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
