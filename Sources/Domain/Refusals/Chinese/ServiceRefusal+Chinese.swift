extension ServiceRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .clockIsReal: "这些数据按真实时间运行，不能改用模拟时钟，否则会把日程推到将来、此后不再预警。演示请另用一个数据目录或数据库。"
    case .clockIsSimulated(let seen):
      "这些数据是用模拟时钟运行过的\(seen.map { "（已走到\($0.chinese)）" } ?? "")，不能直接按真实时间运行。正式使用请另用一个数据目录或数据库，或者先把时钟复位。"
    case .clockChanged: "数据的时钟已经改过，本守护进程不再适用，请重新启动。"
    case .clockFile(let path): "无法读取时钟文件 \(path)。"
    case .daemonRunning: "守护进程正在运行，请先停止再复位时钟。"
    case .pooled: "升级要直接连接 PostgreSQL，不能经过 PgBouncer 等连接池：请把\(door(.databaseAddress))换成数据库本身的地址。"
    case .deaf: "经过连接池，收不到数据库的通知，改为每秒查看。"
    case .older(let isEmpty): "\(isEmpty ? "数据库里还没有建立数据表，请先执行一次升级" : "数据库的结构比本程序旧，请先执行升级")\(door(.migrate))。"
    case .newer(let version): "数据库已升级到第\(version)版，比本程序新，请使用新版本的程序。"
    case .migrationChanged(let name): "数据库升级脚本 \(name) 与已执行过的不一致，已停止。请使用原来的程序版本，已发布的脚本不得修改。"
    case .migrationLocked(let name): "升级脚本 \(name) 一直等不到表锁，没有执行。请停止其他正在使用数据库的程序后再试。"
    case .wordUnknown(let text): "数据库中的“\(text)”无法识别，请确认程序版本与数据库一致。"
    case .roleUnknown(let role): "数据库里没有角色“\(role)”，请先由数据库管理员建立：CREATE ROLE … LOGIN。"
    case .notOwner: "授予权限要用数据表的所有者（执行升级的角色）连接数据库。"
    case .roleOwns(let role): "“\(role)”是数据表的所有者或超级用户，权限收不住；请另建一个角色。"
    }
  }
}
