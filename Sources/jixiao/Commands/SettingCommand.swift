import ArgumentParser
import Contract
import Desk
import Domain

struct SettingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract:
      "服务设置：public-url 是消息里链接的开头，retention-years 是年度结束后保留几年才能归档，audit-retention-days 是审计记录至少保留几天，bureau-name 是通报和整改通知落款的机关名称，letter-mark 是发文字号的机关代字。",
    discussion:
      "password-profile 是密码的要求：dengbao（缺省，10位以上、三种字符、90天一换、不与最近5次相同）或 asvs（12位以上、不限字符种类、不定期更换），两种都不收常用的和能猜到的；second-factor 是必须用动态口令的人：administrators（缺省，三种管理员和财政绩效股）或 all（所有人）。值写成空串则恢复缺省；机关名称缺省不印，机关代字缺省不编号。链接指向的预警页面由后续版本提供。保留年数缺省\(Retention.usual.years)年，最少\(Retention.floor)年。审计记录缺省永久保留，最少\(AuditCut.floor)天。"
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption
  @Argument(help: ArgumentHelp("设置名。", valueName: "KEY")) var key: String
  @Argument(help: ArgumentHelp("值。", valueName: "VALUE")) var value: String

  func validate() throws { _ = try request() }

  func run() async throws {
    let request = try request()
    try output.say(try await database.desk { try await $0.set(request, by: .me, at: .now) })
  }

  private func request() throws -> SettingRequest {
    do throws(SettingProblem) {
      return try SettingRequest(key, to: value)
    } catch {
      throw ValidationError(error.chinese)
    }
  }
}
