import Domain
import TestSupport
import Testing

@Suite("Who may do what")
struct RightsTests {
  private static let day = Day(endOf: 6, in: 2025)

  private func principal(_ role: AccountRole, from: Day = RightsTests.day, until: Day? = nil) -> Principal {
    Principal(name: "甲", grants: [Grant(role, RightsTable.reach(of: role), from: from, until: until)])
  }

  @Test("the table has each action once, and each role a mark in it")
  func whole() {
    #expect(RightsTable.lines.map(\.0) == Action.allCases.map(\.rawValue))
    for (name, marks) in RightsTable.lines {
      #expect(marks.count == AccountRole.allCases.count, "\(name)")
      #expect(marks.values.allSatisfy { "己区全－".contains($0) }, "\(name)")
    }
  }

  @Test(
    "every role, every action, in the own department, another, another division and everywhere",
    arguments: Action.allCases)
  func table(_ action: Action) throws {
    let marks = try #require(RightsTable.marks[action.rawValue])
    for role in AccountRole.allCases {
      let mark = try #require(marks[role])
      let objects: [(ActionObject, allowed: String)] = [
        (.department(RightsTable.own), "己区全"), (.department(RightsTable.other), "区全"),
        (.department(RightsTable.elsewhere), "全"), (.division(RightsTable.own.division), "区全"),
        (.division(RightsTable.elsewhere.division), "全"), (.everywhere, "全"), (.anywhere, "己区全"),
      ]
      for (object, allowed) in objects {
        let permission = may(principal(role), action, object, on: RightsTests.day)
        #expect(permission.isAllowed == allowed.contains(mark), "\(role.chinese) \(action.rawValue) \(object)")
      }
    }
  }

  @Test("a role holds from its first day through its last, and one that is over is none")
  func days() throws {
    let day = RightsTests.day
    let held = principal(.clerk, from: day, until: day)
    let object = ActionObject.department(RightsTable.own)
    #expect(may(held, .recordPayment, object, on: day).isAllowed)
    for other in [Day(number: day.number - 1), Day(number: day.number + 1)] {
      #expect(may(held, .recordPayment, object, on: other) == .denied(.noRole))
    }
  }

  @Test("an account is of one kind: no role of one administrator is of the kind of another, or of business")
  func apart() {
    let kinds = Dictionary(grouping: AccountRole.allCases, by: \.kind)
    #expect(kinds[.business] == [.clerk, .head, .bureau])
    for kind in [AccountKind.system, .security, .auditor] { #expect(kinds[kind]?.map(\.rawValue) == [kind.rawValue]) }
    // None of the three sees figures, writes any or signs.
    for action in Action.allCases where !action.isAdministration && !action.isOwn {
      #expect(action.roles.isDisjoint(with: [.system, .security, .auditor]))
    }
    // Who gives roles makes no accounts, and who makes accounts gives no roles.
    #expect(Action.addAccount.roles == [.system] && Action.grantRole.roles == [.security])
  }

  @Test("who stands at the door does it under the own account, and says which where several may")
  func entry() throws {
    let day = RightsTests.day
    let clerk = Principal(name: "王芳", grants: [Grant(.clerk, .department(RightsTable.own), from: day)])
    let second = Principal(name: "李四", grants: [Grant(.clerk, .department(RightsTable.other), from: day)])
    let officer = Principal(name: "赵六", grants: [Grant(.security, .all, from: day)])
    let both = Caller.accounts(osUser: "wang", [clerk, second, officer])
    func refusal(_ caller: Caller, _ action: Action, _ said: String? = nil) -> Refusal? {
      do {
        _ = try caller.entry(for: action, said: said, on: day)
        return nil
      } catch { return error }
    }
    #expect(try both.entry(for: .recordPayment, said: "李四", on: day).reaches == [.department(RightsTable.other)])
    #expect(refusal(both, .recordPayment) == .account(.severalOwn(.recordPayment, ["王芳", "李四"])))
    // A question is answered as far as all of them reach.
    #expect(try both.entry(for: .readDepartment, said: nil, on: day).reaches?.count == 2)
    #expect(try both.entry(for: .grantRole, said: nil, on: day).name == "赵六")
    #expect(refusal(both, .recordPayment, "root") == .account(.notOneself("root", ["王芳", "李四", "赵六"])))
    #expect(refusal(.accounts(osUser: "x", []), .readPlaces) == .account(.unlinked(osUser: "x")))
    guard case .account(.forbidden(let forbidden))? = refusal(both, .approveForm, "王芳") else {
      Issue.record("王芳 may not approve")
      return
    }
    #expect(forbidden.denial == .otherRole(has: [.clerk]))
    // The owner of the files keeps the service without an account, and records nothing without one.
    let owner = Caller.owner("root", [])
    #expect(try owner.entry(for: .keepChannels, said: nil, on: day) == .init(name: "root", reaches: nil))
    #expect(refusal(owner, .recordPayment) == .account(.unlinked(osUser: "root")))
    #expect(try Caller.anyone("zhang").entry(for: .approveForm, said: "李四", on: day) == .init(name: "李四", reaches: nil))
  }
}
