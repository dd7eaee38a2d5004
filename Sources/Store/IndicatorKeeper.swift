internal import Domain
internal import Postgres

extension ProjectKeeper {
  /// The department's own numbers are kept like indicators.
  mutating func keepOwn(_ indicators: [Indicator], _ session: borrowing Session) throws {
    try keep(indicators, kept: kept.own, removed: kept.removedOwn, project: nil, session)
  }

  mutating func keep(
    _ new: [Indicator], kept: [IndicatorMatching.Kept], removed: [IndicatorMatching.Kept], project: ProjectID?,
    _ session: borrowing Session
  ) throws {
    let matching = IndicatorMatching(kept: kept, removed: removed, new: new)
    if !matching.removed.isEmpty {
      try session.run("UPDATE indicator SET removed_by = \(importID) WHERE id = ANY (\(matching.removed))")
      outcome.indicatorsRemoved += matching.removed.count
    }
    let known = Dictionary(uniqueKeysWithValues: (kept + removed).map { ($0.id, $0.indicator) })
    let moved = zip(matching.continued, new).filter { id, indicator in
      id.flatMap { known[$0] }.map { $0.position != indicator.position } ?? false
    }
    // Out of the way first, so that no two stand in one place while they change places.
    if !moved.isEmpty {
      try session.run("UPDATE indicator SET position = position + 1000000 WHERE id = ANY (\(moved.compactMap(\.0)))")
    }
    for (id, indicator) in zip(matching.continued, new) {
      if let id, let old = known[id] {
        let isRevived = matching.revived.contains(id)
        guard isRevived || old.bound(to: .observation) != indicator.bound(to: .observation) else { continue }
        try change(id, to: indicator, from: old, session)
        if isRevived { outcome.indicatorsAdded += 1 } else { outcome.indicatorsChanged += 1 }
      } else {
        try add(indicator, project: project, session)
        outcome.indicatorsAdded += 1
      }
    }
  }

  private func add(_ indicator: Indicator, project: ProjectID?, _ session: borrowing Session) throws {
    let plain = indicator.firstTarget
    let id = try session.rows(
      """
      INSERT INTO indicator (department_id, project_id, position, version, level1, level2, level3, description, basis,
        target_text, target_operator, target_value, target_unit, undecided, binding, binding_category, binding_workdays)
      VALUES (\(outcome.departmentID), \(project), \(Int32(indicator.position)), 1, \(indicator.level1), \(indicator.level2),
        \(indicator.level3), \(indicator.description), \(indicator.basis), \(indicator.target.text),
        \(plain.measure?.comparison.rawValue), \(plain.measure?.value.numeric), \(plain.measure?.unit), \(plain.isUndecided),
        \(indicator.binding.name), \(indicator.binding.category), \(indicator.binding.workdays.map { Int16($0) }))
      RETURNING id
      """
    ).first { try $0.next(IndicatorID.self) }
    if let id { try addVersion(1, of: id, indicator, session) }
  }

  /// Changes what the document says. The binding is proposed anew only where the target changed: people may have set it.
  private func change(
    _ id: IndicatorID, to indicator: Indicator, from old: Indicator, _ session: borrowing Session
  ) throws {
    let plain = indicator.firstTarget
    let version = try session.rows(
      """
      UPDATE indicator SET version = version + 1, removed_by = NULL, position = \(Int32(indicator.position)), level1 = \(indicator.level1),
        level2 = \(indicator.level2), level3 = \(indicator.level3), description = \(indicator.description),
        basis = \(indicator.basis), target_text = \(indicator.target.text),
        target_operator = \(plain.measure?.comparison.rawValue), target_value = \(plain.measure?.value.numeric),
        target_unit = \(plain.measure?.unit), undecided = \(plain.isUndecided)
      WHERE id = \(id) RETURNING version
      """
    ).first { try $0.next(Int.self) }
    if old.target != indicator.target {
      try session.run(
        """
        UPDATE indicator SET binding = \(indicator.binding.name), binding_category = \(indicator.binding.category),
          binding_workdays = \(indicator.binding.workdays.map { Int16($0) })
        WHERE id = \(id)
        """)
      // Where people had said otherwise, what is proposed for the new target holds with the document.
      try session.run(
        """
        INSERT INTO indicator_binding (indicator_id, holds_from, binding, category, workdays)
        SELECT i.id, m.effective_on, i.binding, i.binding_category, i.binding_workdays FROM indicator i, import m
        WHERE i.id = \(id) AND m.id = \(importID) AND EXISTS (SELECT FROM indicator_binding b WHERE b.indicator_id = i.id)
        """)
    }
    try addVersion(version ?? 1, of: id, indicator, session)
  }

  private func addVersion(_ version: Int, of id: IndicatorID, _ indicator: Indicator, _ session: borrowing Session)
    throws
  {
    try session.run(
      """
      INSERT INTO indicator_version (indicator_id, version, import_id, position, level1, level2, level3, description, basis,
        target_text)
      VALUES (\(id), \(Int32(version)), \(importID), \(Int32(indicator.position)), \(indicator.level1), \(indicator.level2),
        \(indicator.level3), \(indicator.description), \(indicator.basis), \(indicator.target.text))
      """)
  }
}

extension Indicator {
  /// The target as the columns hold it: by the first reading always, so that whoever stays with it, programs and departments,
  /// finds the same. Other readings start from the text.
  fileprivate var firstTarget: Target {
    target.reading == .first ? target : Target(parsing: target.text)
  }
}
