/// What keeps four eyes from being two people's (不相容岗位相分离): accounts that are one person's, and departments where nobody
/// is left to approve.
///
/// The product cannot know people, only users of operating systems and accounts: it warns and refuses nothing.
package enum FourEyesGap: Hashable, Sendable {
  /// One user of an operating system acts by several business accounts.
  case oneUser(_ osUser: String, accounts: [String])
  /// One account alone fills in and approves for a department.
  case alone(_ account: String, [DepartmentPlace])
  /// Nobody may approve for a department for which somebody fills in.
  case nobodyApproves([DepartmentPlace])

  /// An account in use: its name, the users who act by it, and its business roles that hold.
  package struct Account: Hashable, Sendable {
    let name: String, osUsers: [String], grants: [Grant]

    /// An account.
    package init(name: String, osUsers: [String], grants: [Grant]) {
      (self.name, self.osUsers, self.grants) = (name, osUsers, grants)
    }

    fileprivate func may(_ action: Action, in place: DepartmentPlace) -> Bool {
      grants.contains { action.roles.contains($0.role) && $0.reach.covers(.department(place)) }
    }
  }

  /// The gaps there are: shared users by their names, then departments in their order.
  ///
  /// - Parameters:
  ///   - accounts: those in use with the business roles that hold.
  ///   - places: the departments there are.
  package static func gaps(among accounts: [Account], in places: [DepartmentPlace]) -> [FourEyesGap] {
    let accounts = accounts.filter { !$0.grants.isEmpty }
    let users = accounts.flatMap { account in account.osUsers.map { (user: $0, name: account.name) } }
    let shared = Dictionary(grouping: users, by: \.user).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
      .map { FourEyesGap.oneUser($0.key, accounts: $0.value.map(\.name).sorted()) }
    var (alone, orphans): ([String: [DepartmentPlace]], [DepartmentPlace]) = ([:], [])
    for place in places {
      let fillers = accounts.filter { $0.may(.fillForm, in: place) }.map(\.name)
      let approvers = accounts.filter { $0.may(.approveForm, in: place) }.map(\.name)
      if fillers.isEmpty { continue }
      if approvers.isEmpty { orphans.append(place) }
      if fillers.count == 1, approvers == fillers { alone[fillers[0], default: []].append(place) }
    }
    return shared + alone.sorted { $0.key < $1.key }.map { .alone($0.key, $0.value) }
      + (orphans.isEmpty ? [] : [.nobodyApproves(orphans)])
  }

  /// As people read it, with what to do.
  package var chinese: String {
    switch self {
    case .oneUser(let user, let accounts):
      "系统用户“\(user)”以\(accounts.listed)的账户办理：填报和审核实际上会是同一个人，请各关联各的系统用户。"
    case .alone(let name, let places):
      "\(FourEyesGap.list(places))只有“\(name)”一个账户能填报和审核：审核须由填报以外的人办理，请再给一个人授填报人或负责人的角色。"
    case .nobodyApproves(let places): "\(FourEyesGap.list(places))没有账户能审核，请给一个人授负责人的角色。"
    }
  }

  private static func list(_ places: [DepartmentPlace]) -> String {
    let shown = places.prefix(3).map(\.chinese).quoted
    return places.count > 3 ? "\(shown)等\(places.count)个部门" : shown
  }
}
