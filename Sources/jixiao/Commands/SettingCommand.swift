import ArgumentParser
import Domain
import Store

struct SettingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "服务设置：public-url 是消息里链接的开头，retention-years 是年度结束后保留几年才能归档。",
    discussion: "值写成空串则恢复缺省。链接指向的预警页面由后续版本提供。保留年数缺省\(Retention.usual.years)年，最少\(Retention.floor)年。")
  private static let known = ["public-url", "retention-years"]

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("设置名。", valueName: "KEY")) var key: String
  @Argument(help: ArgumentHelp("值。", valueName: "VALUE")) var value: String

  func validate() throws {
    guard SettingCommand.known.contains(key) else {
      throw ValidationError("不认识的设置“\(key)”，可用：\(SettingCommand.known.joined(separator: "、"))。")
    }
    guard !value.isEmpty else { return }
    switch key {
    case "retention-years":
      guard Int(value).flatMap({ Retention(years: $0) }) != nil else {
        throw ValidationError(
          "retention-years 应是 \(Retention.floor) 到 \(Retention.ceiling) 之间的整数，收到“\(value)”。")
      }
    default:
      guard value.hasPrefix("http://") || value.hasPrefix("https://") else {
        throw ValidationError("public-url 应以 http:// 或 https:// 开头，收到“\(value)”。")
      }
    }
  }

  func run() async throws {
    let (key, value) = (key, value)
    try await Workplace.open(database) { try await $0.store.set(key, to: value.isEmpty ? nil : value) }
    try output.say(value.isEmpty ? "已取消 \(key)。" : "已设置 \(key)：\(value)")
  }
}
