import Domain
import Testing

@Suite("Where four eyes are not two people's")
struct FourEyesTests {
  private static let day = Day(endOf: 6, in: 2025)
  private static let county = DivisionCode(kept: "130609")
  private static let place = DepartmentPlace(division: county, code: "304", name: "科工局")
  private static let other = DepartmentPlace(division: county, code: "306", name: "教育局")

  private static func account(_ name: String, _ users: [String], _ roles: (AccountRole, Reach)...)
    -> FourEyesGap.Account
  {
    .init(name: name, osUsers: users, grants: roles.map { Grant($0, $1, from: day) })
  }

  @Test("two accounts of one user, a department with one account alone, one with nobody to approve; a pair is none")
  func gaps() {
    let mine = Reach.department(FourEyesTests.place)
    let (clerk, head) = (
      FourEyesTests.account("王芳", ["wang"], (.clerk, mine)), FourEyesTests.account("李四", ["li"], (.head, mine))
    )
    let places = [FourEyesTests.place, FourEyesTests.other]
    func gaps(_ accounts: FourEyesGap.Account...) -> [FourEyesGap] { FourEyesGap.gaps(among: accounts, in: places) }
    #expect(gaps(clerk, head).isEmpty)
    #expect(gaps().isEmpty)
    #expect(gaps(clerk) == [.nobodyApproves([FourEyesTests.place])])
    #expect(gaps(head) == [.alone("李四", [FourEyesTests.place])])
    // Two heads approve each other's; an officer of the finance bureau neither fills in nor approves.
    #expect(gaps(head, FourEyesTests.account("赵六", ["zhao"], (.head, .all))) == [.alone("赵六", [FourEyesTests.other])])
    let officer = FourEyesTests.account("周", ["zhou"], (.bureau, .all))
    #expect(gaps(head, officer) == [.alone("李四", [FourEyesTests.place])])
    // One user by two accounts; one without a role that holds is none.
    let same = FourEyesTests.account("李四", ["wang", "li"], (.head, mine))
    #expect(gaps(clerk, same) == [.oneUser("wang", accounts: ["李四", "王芳"])])
    #expect(gaps(clerk, head, FourEyesTests.account("空", ["wang"])).isEmpty)
  }

  @Test("in words")
  func words() {
    let places = (1...4).map { DepartmentPlace(division: FourEyesTests.county, code: "30\($0)", name: "局\($0)") }
    #expect(
      FourEyesGap.oneUser("wang", accounts: ["李四", "王芳"]).chinese
        == "系统用户“wang”以李四、王芳的账户办理：填报和审核实际上会是同一个人，请各关联各的系统用户。")
    #expect(
      FourEyesGap.alone("李四", [places[0]]).chinese
        == "“130609 301 局1”只有“李四”一个账户能填报和审核：审核须由填报以外的人办理，请再给一个人授填报人或负责人的角色。")
    #expect(
      FourEyesGap.nobodyApproves(places).chinese
        == "“130609 301 局1”、“130609 302 局2”、“130609 303 局3”等4个部门没有账户能审核，请给一个人授负责人的角色。")
  }
}
