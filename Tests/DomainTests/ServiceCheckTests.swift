import Domain
import Testing

@Suite("What is looked at to see whether all is well, in words")
struct ServiceCheckTests {
  /// A door that only shows which step it was asked for.
  private static let door = Door { "〔\($0)〕" }
  private static let now = Instant(Day(endOf: 6, in: 2025))
  private static let missing = Finding(.calendar(.yearMissing(2027)), at: .calendar)
  private static let lost = Refusal.key(.missing("/k/key"))

  @Test(
    "what is well says what was found",
    arguments: [
      (ServiceCheck.schema(isCurrent: true), "数据库结构", "与本程序一致"),
      (
        .daemons([
          .init(host: "a", pid: 7, clock: "实时", problem: nil), .init(host: "b", pid: 8, clock: "实时", problem: nil),
        ]),
        "守护进程", "a 进程7（实时）、b 进程8（实时）"
      ), (.calendar(year: 2025, missing: nil, due: nil), "工作日历", "2025年放假通知已载入"),
      (.notifications(areHeard: true), "数据库通知", "能收到，记一笔后立即评判"), (.clock(.real, .fine, now: now), "时钟", "真实时间"),
      (.clock(nil, .fine, now: now), "时钟", "未定，第一次运行守护进程时定下"), (.years(nil), "年度分区", "齐全"),
      (.schedules(unknown: []), "日程", "都认识"), (.recipients(2), "接收人", "2人"),
      (.accounts(areRowsHeld: true), "账户", "已启用，行级保护有效"), (.accounts(areRowsHeld: nil), "账户", "已启用"),
      (.fourEyes([]), "填报与审核分开", "各有其人"),
      (.auditHeads(auditors: 0, addressed: 0, isPrivate: true), "审计链末端", "每天留存在本机数据库里，没有发到别处"),
      (.auditHeads(auditors: 2, addressed: 1, isPrivate: false), "审计链末端", "每天发给1名审计员"),
      (.jobs([]), "搁置的任务", "没有"),
      (.deadLetters(0), "没有送达的消息", "没有"), (.keys(file: "/k/key", .notNeeded), "密钥文件", "还没有，添加第一个通道时建立（/k/key）"),
      (.keys(file: "/k/key", .opened(ids: ["b2", "a1"])), "密钥文件", "/k/key，密钥编号 b2、a1"),
      (.channel("邮箱", .smtp, nil), "通道 邮箱", "邮件"),
    ])
  func well(check: ServiceCheck, name: String, found: String) {
    #expect(check.name == name)
    #expect(check.problem(at: Self.door) == nil)
    #expect(check.found == found)
  }

  @Test(
    "what is not says what is the matter and what to do",
    arguments: [
      (ServiceCheck.schema(isCurrent: false), "不是本程序的版本，请〔updateDatabase〕。"),
      (.daemons([]), "没有运行，预警不会自动评判和通知；请〔runService〕。"),
      (
        .daemons([
          .init(host: "a", pid: 7, clock: "实时", problem: "没有密钥"), .init(host: "b", pid: 8, clock: "实时", problem: nil),
          .init(host: "c", pid: 9, clock: "实时", problem: "忙"),
        ]), "a 进程7：没有密钥；c 进程9：忙"
      ), (.calendar(year: 2027, missing: missing, due: 2028), missing.message + "〔loadCalendarField〕"),
      (.calendar(year: 2026, missing: nil, due: 2027), "还没有2027年的放假通知，一般11月发布，发布后请〔loadCalendar〕载入。"),
      (
        .notifications(areHeard: false),
        "经过连接池（如 PgBouncer），收不到通知，守护进程改为每秒查看；请用环境变量 JIXIAO_LISTEN_URL 写明数据库本身的地址。"
      ), (.years(.partsBare(["p"])), "分区 p 缺少主表的触发器，请由数据库管理员核对。"),
      (.schedules(unknown: ["x", "y"]), "有本程序不认识的日程：x、y，要由新版本的守护进程执行，请升级本程序。"),
      (.accounts(areRowsHeld: false), "已启用，但连接数据库的角色拥有这些表，行级保护不起作用；请改用只授予 service 权限的数据库角色连接。"),
      (
        .fourEyes([.oneUser("x", accounts: ["甲", "乙"]), .nobodyApproves([])]),
        FourEyesGap.oneUser("x", accounts: ["甲", "乙"]).chinese + FourEyesGap.nobodyApproves([]).chinese
      ),
      (
        .auditHeads(auditors: 0, addressed: 0, isPrivate: false),
        "没有审计员，链尾不会发出，守护进程没有另存的就只在数据库里：能改数据库的人可以连同链尾一起改写。请授一名审计员，并〔addressAuditor〕设定他的地址。"
      ),
      (
        .auditHeads(auditors: 1, addressed: 0, isPrivate: true),
        "审计员没有收件地址，链尾不会发出，守护进程没有另存的就只在数据库里：能改数据库的人可以连同链尾一起改写。请〔addressAuditor〕设定地址。"
      ),
      (.recipients(0), "一个也没有，预警没有人会收到；请〔addRecipient〕添加。"),
      (
        .jobs([
          .init(id: 1, name: "304 工信局", due: Day(endOf: 6, in: 2025), error: "忙"),
          .init(id: 2, name: "digest", due: Day(endOf: 7, in: 2025), error: String(repeating: "长", count: 121)),
        ]),
        "#1 304 工信局（2025-06-30）：忙；#2 digest（2025-07-31）：\(String(repeating: "长", count: 120))。处理后〔redeliver〕恢复。"
      ), (.deadLetters(3), "3条，〔listDeadMessages〕查看，〔redeliver〕重发。"),
      (.keys(file: "/k/key", .refused(lost)), lost.sentence(at: door)),
      (.channel("邮箱", .smtp, lost), lost.sentence(at: door)),
    ])
  func troubled(check: ServiceCheck, problem: String) { #expect(check.problem(at: Self.door) == problem) }

  @Test("a clock that jumped says from when to when")
  func clock() throws {
    let (now, before) = (try Instant.parse("2025-06-20T08:00"), try Instant.parse("2025-06-10T08:00"))
    let ahead = ServiceCheck.clock(.real, .ahead(since: before), now: now).problem(at: Self.door)
    #expect(
      ahead == "时钟现在是2025年6月20日 8:00，而上次运行到2025年6月10日 8:00，相差10天，暂停评判和通知。"
        + "如果是停机了这么久、现在的时间正确，请〔acceptClock〕；时间不正确，请先校正数据库服务器的时间。")
    let behind = ServiceCheck.clock(.real, .behind(reached: now), now: before).problem(at: Self.door)
    #expect(
      behind == "时钟现在是2025年6月10日 8:00，数据却已走到2025年6月20日 8:00，在那之前不会有新的评判和通知。"
        + "请核对数据库服务器的时间；现在的时间正确、是以前走错了，请停止守护进程后〔resetClock〕。")
  }

  @Test("a setting that cannot be followed says what is expected")
  func settings() {
    #expect(
      SettingProblem.unknown(
        "color", known: ["public-url", "retention-years", "audit-retention-days", "bureau-name", "letter-mark"]
      ).chinese
        == "不认识的设置“color”，可用：public-url、retention-years、audit-retention-days、bureau-name、letter-mark。")
    #expect(SettingProblem.notALink("ftp://x").chinese == "public-url 应以 http:// 或 https:// 开头，收到“ftp://x”。")
    let long = String(repeating: "局", count: 61)
    #expect(SettingProblem.notAName(long).chinese == "bureau-name 是落款用的机关名称，最多60个字，收到61个字，请核对。")
    #expect(
      SettingProblem.notAMark("徐财2").chinese == "letter-mark 是发文字号里的机关代字，如 徐财绩：2到12个汉字，没有空格、数字和括号，收到“徐财2”。")
    #expect(
      SettingProblem.notADayCount("179").chinese == "audit-retention-days 应是 180 到 36500 之间的整数，收到“179”。")
    #expect(SettingProblem.notARetention("4").chinese == "retention-years 应是 5 到 100 之间的整数，收到“4”。")
  }

  @Test("a document of which nothing was taken says why, by the first five reasons")
  func imports() {
    let reason = "\n  \(Self.missing.message)（\(Self.missing.place)）"
    let few = ImportHindrance.unread(file: "a.docx", [Self.missing])
    #expect(few.sentence(at: .plain) == "a.docx 没有导入：\(reason)")
    let many = ImportHindrance.unread(file: "a.docx", Array(repeating: Self.missing, count: 6))
    #expect(many.sentence(at: .plain) == "a.docx 没有导入：\(String(repeating: reason, count: 5))\n  等6处。")
    for (isTrial, word) in [(true, "不能导入"), (false, "没有导入")] {
      let refused = ImportHindrance.refused(file: "a.docx", Self.lost, isTrial: isTrial)
      #expect(refused.sentence(at: .plain) == "a.docx \(word)：\(Self.lost.message)")
    }
  }
}
