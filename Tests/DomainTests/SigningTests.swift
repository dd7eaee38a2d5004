import Domain
import Testing

/// Who may put a name under a form or a notice.
@Suite struct SigningTests {
  private let department = DepartmentIdentity(code: "304", name: "工信局", fiscalYear: 2025)
  private let clerk = Signatory(name: "张三", role: .clerk), head = Signatory(name: "李四", role: .head)
  private let bureau = Signatory(name: "陈科", role: .bureau)

  private var all: Signatories { Signatories(of: department, 7, among: people) }

  /// Three who answer for the department, one for a project of it, one elsewhere.
  private var people: [Recipient] {
    [clerk, head, bureau].map { Recipient(id: 0, name: $0.name, role: $0.role) } + [
      Recipient(id: 0, name: "孙七", role: .clerk, departments: [7], projects: [70]),
      Recipient(id: 0, name: "赵六", role: .head, departments: [8]),
    ]
  }

  private func refusal(
    _ name: String, _ act: SignedAct, _ registered: Signatory?, of project: ProjectID? = nil
  ) -> Refusal? {
    do throws(Refusal) {
      try all.check(name, may: act, for: project, registered: registered)
      return nil
    } catch { return error }
  }

  /// Every act by every role: one line an act, in the order 填报人, 负责人, 财政绩效股.
  @Test(arguments: [
    (SignedAct.fill, "是是否"), (.submit, "是是否"), (.withdraw, "是是否"), (.revise, "是是否"), (.giveBack, "否是是"),
    (.approve, "否是否"), (.issueNotice, "否否是"), (.answerNotice, "是是否"), (.rejectNotice, "否否是"),
    (.closeNotice, "否否是"), (.comment, "否否是"),
  ])
  func everyActHasItsRoles(_ act: SignedAct, _ may: String) {
    let answers = [clerk, head, bureau].map { refusal($0.name, act, $0) == nil ? "是" : "否" }
    #expect(answers.joined() == may)
  }

  @Test func noActIsLeftOut() { #expect(SignedAct.allCases.count == 11) }

  @Test(arguments: ["root", "ROOT", "张　三", "张三1", "王五"])
  func whoIsNotRegisteredSignsNothing(_ name: String) {
    for act in SignedAct.allCases {
      guard case .people(.signerUnknown(let told, let wanted))? = refusal(name, act, nil) else {
        Issue.record("\(name) \(act)")
        continue
      }
      #expect(told == name.normalised && wanted.able == all.able(to: act, for: nil))
    }
  }

  @Test(arguments: ["", " ", "　"])
  func nobodySignsNothing(_ name: String) {
    for act in SignedAct.allCases { #expect(refusal(name, act, nil) == .form(.actorMissing)) }
  }

  @Test func whoAnswersElsewhereSignsNothingHere() {
    let other = Signatory(name: "赵六", role: .head)
    #expect(
      refusal("赵六", .approve, other)
        == .people(.signerNotEntitled(other, .init(act: .approve, department: department, able: [head]))))
  }

  @Test func whoAnswersForAProjectSignsItAlone() {
    let person = Signatory(name: "孙七", role: .clerk)
    #expect(refusal("孙七", .submit, person, of: 70) == nil)
    for other: ProjectID? in [71, nil] { #expect(refusal("孙七", .submit, person, of: other) != nil) }
  }

  @Test func sentencesSayWhoMay() {
    let wanted = Signatories.Wanted(act: .approve, department: department, able: [head])
    let nobody = Signatories.Wanted(act: .approve, department: department, able: [])
    let told: [(Refusal, String)] = [
      (
        .people(.signerUnknown("root", wanted)),
        "“root”不是登记的人员，不能审核。“304 工信局”可以审核的有：李四（负责人）。请写明由谁办理。"
      ),
      (.people(.signerUnknown("root", nobody)), "“root”不是登记的人员，不能审核。“304 工信局”还没有登记负责人，请先登记。"),
      (.people(.signerNotEntitled(clerk, wanted)), "“张三”登记为填报人，审核由负责人办理。“304 工信局”可以审核的有：李四（负责人）。请写明由谁办理。"),
      (
        .people(.signerNotEntitled(Signatory(name: "赵六", role: .head), wanted)),
        "“赵六”（负责人）不负责“304 工信局”的这张表或整改，不能审核。“304 工信局”可以审核的有：李四（负责人）。请写明由谁办理。"
      ),
    ]
    for (refusal, sentence) in told { #expect(refusal.sentence(at: .plain) == sentence) }
  }

  @Test func aFormWaitsForWhoMayDoWhatIsNext() throws {
    func waiting(_ progress: FormProgress) -> String? { FormWaiting(progress, of: nil, all)?.chinese }
    let day = try Day.parse("2025-07-10")
    func step(_ kind: String, _ actor: String) -> FormTransition {
      FormTransition(number: 1, kind: kind, actor: actor, day: day, note: nil)
    }
    #expect(waiting(FormProgress()) == "待填写报送：张三（填报人）、李四（负责人）。")
    let returned = FormProgress(state: .returned, transitions: [step("returned", "李四")])
    #expect(waiting(returned) == "待填写报送：张三（填报人）、李四（负责人）。")
    let submitted = [step("submitted", "张三")]
    #expect(waiting(FormProgress(state: .submitted, transitions: submitted)) == "待审核：李四（负责人）。")
    // Whoever filled it in does not approve it.
    let own = FormProgress(state: .submitted, fillers: ["李四"], transitions: submitted)
    #expect(waiting(own) == "待审核：没有登记可以审核的负责人（填写、报送过的人除外），请再登记一名负责人，或撤回后改由填报人报送。")
    #expect(waiting(FormProgress(state: .approved, transitions: submitted)) == nil)
  }
}
