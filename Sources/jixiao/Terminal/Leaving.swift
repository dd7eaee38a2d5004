import ArgumentParser
import Cluster
import Documents
import Domain
import Foundation
import Notify
import Postgres
import Store

/// How the program ends: 0 done, 1 the input was refused or a check failed, 2 wrong usage, 3 the database or a needed
/// program is not there.
enum Ending {
  static let refused = ExitCode(1)
  static let usage: Int32 = 2
  static let unavailable = ExitCode(3)
}

/// Something a command cannot go on without, such as psql for a comparison.
struct Unavailable: Error, CustomStringConvertible {
  let description: String
}

extension Jixiao {
  /// Says what went wrong, on standard error, and ends with the right code.
  static func leave(after error: any Error) -> Never {
    switch error {
    case let code as ExitCode: Foundation.exit(code.rawValue)
    case let refusal as Refusal: end(refusal.here, refusal.kind.fault.exitCode)
    case let missing as ClusterError: end(missing.message, 3)
    case let missing as Unavailable: end(missing.description, 3)
    case let failure as PostgresError: end(explain(failure), failure.stage == .cancelled ? 130 : 3)
    case is CancellationError: end("已中断；已经写入的部分保留，可以重新执行同一命令。", 130)
    default: leaveByParser(error)
    }
  }

  private static func leaveByParser(_ error: any Error) -> Never {
    let code = Jixiao.exitCode(for: error)
    let message = ParserWords.chinese(Jixiao.fullMessage(for: error))
    if code.isSuccess {
      print(message)
      Foundation.exit(0)
    }
    if code == .validationFailure { end("命令写法有误。\n\(message)", Ending.usage) }
    end("出现意外错误：\(error)", 1)
  }

  private static func explain(_ failure: PostgresError) -> String {
    switch failure.stage {
    case .connection: "连不上数据库，或连接已断开：\(failure.message)。请检查 --database 地址和数据库服务。"
    case .uncertain:
      "数据库没有在规定时间内确认已经保存，结果不确定，请用同一命令重试；已经记过的不会重复记账。（\(failure.message)）"
    case .cancelled: "已中断；已经写入的部分保留，可以重新执行同一命令。"
    case .server where failure.sqlState == "25006":
      "这个数据库是只读的备用库，只能查询。要记录或修改，请把 --database 换成主库的地址，或写上全部主机和 target_session_attrs=read-write。"
    case .server, .decoding, .usage: "数据库拒绝了操作：\(failure)"
    }
  }

  private static func end(_ message: String, _ code: Int32) -> Never {
    Output.note(message)
    Foundation.exit(code)
  }
}
