package import Domain

/// Who may do what, as a security officer would sign it: 己 one's own department, 区 the departments of one's area, 全 everything,
/// － nothing. Domain's rule and the desk are held against it.
package enum RightsTable {
  package static let text = """
    办理                   填报人 负责人 财政绩效股 系统管理员 安全管理员 审计员
    read-department          己     己       区         －         －       －
    compare-departments      －     －       区         －         －       －
    read-places              己     己       区         全         全       全
    read-people              －     －       区         全         全       －
    read-deliveries          －     －       －         全         －       －
    read-service             己     己       区         全         全       全
    read-accounts            －     －       －         全         全       全
    read-audit               －     －       －         －         －       全
    verify-audit             －     －       －         －         全       全
    export-audit             －     －       －         －         －       全
    prune-audit              －     －       －         －         全       －
    try-document             己     己       区         －         －       －
    import-document          己     己       区         －         －       －
    remove-department        －     己       区         －         －       －
    record-payment           己     己       －         －         －       －
    reverse-payment          己     己       －         －         －       －
    record-value             己     己       －         －         －       －
    record-event             己     己       －         －         －       －
    record-adjustment        己     己       －         －         －       －
    record-submission        己     己       －         －         －       －
    withdraw-record          己     己       －         －         －       －
    bind-indicator           己     己       －         －         －       －
    judge                    己     己       区         －         －       －
    handle-alert             己     己       区         －         －       －
    fill-form                己     己       －         －         －       －
    submit-form              己     己       －         －         －       －
    withdraw-form            己     己       －         －         －       －
    return-form              －     己       区         －         －       －
    approve-form             －     己       －         －         －       －
    revise-form              己     己       －         －         －       －
    comment-form             －     －       区         －         －       －
    use-layout               －     己       区         －         －       －
    issue-notice             －     －       区         －         －       －
    answer-notice            己     己       －         －         －       －
    reject-notice            －     －       区         －         －       －
    close-notice             －     －       区         －         －       －
    urge-forms               －     －       区         －         －       －
    keep-rules               －     －       区         －         －       －
    keep-letterhead          －     －       区         －         －       －
    keep-places              －     －       －         全         －       －
    keep-people              －     －       －         全         －       －
    keep-channels            －     －       －         全         －       －
    keep-keys                －     －       －         全         －       －
    redeliver                －     －       －         全         －       －
    keep-calendar            －     －       －         全         －       －
    keep-layouts             －     －       区         全         －       －
    keep-settings            －     －       －         全         －       －
    keep-clock               －     －       －         全         －       －
    archive-years            －     －       －         全         －       －
    add-account              －     －       －         全         －       －
    disable-account          －     －       －         全         全       －
    grant-role               －     －       －         －         全       －
    revoke-role              －     －       －         －         全       －
    link-account             －     －       －         －         全       －
    address-auditor          －     －       －         －         全       －
    keep-database-roles      －     －       －         －         全       －
    sign-in                  己     己       区         全         全       全
    keep-own-access          己     己       区         全         全       全
    reset-access             －     －       －         －         全       －
    keep-access-policy       －     －       －         －         全       －
    """

  /// The mark of each action for each role; actions twice or unknown are not hidden: see ``lines``.
  package static let marks: [String: [AccountRole: Character]] = Dictionary(lines, uniquingKeysWith: { a, _ in a })

  /// The lines as they stand.
  package static let lines: [(String, [AccountRole: Character])] = text.split(separator: "\n").dropFirst().map { line in
    let words = line.split(separator: " ")
    let marks = words.dropFirst().compactMap(\.first)
    return (String(words[0]), Dictionary(uniqueKeysWithValues: zip(AccountRole.allCases, marks)))
  }

  /// One's own department, another of the same county, and one of another.
  package static let own = DepartmentPlace(division: DivisionCode(kept: "130609"), code: "304", name: "科工局")
  package static let other = DepartmentPlace(division: DivisionCode(kept: "130609"), code: "306", name: "教育局")
  package static let elsewhere = DepartmentPlace(division: DivisionCode(kept: "130402"), code: "304", name: "科工局")

  /// How far a role reaches where the table is read.
  package static func reach(of role: AccountRole) -> Reach {
    switch role {
    case .clerk, .head: .department(own)
    case .bureau: .division(own.division, below: [own.division, DivisionCode(kept: "130609100")])
    case .system, .security, .auditor: .all
    }
  }
}
