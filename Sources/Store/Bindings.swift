package import Domain
internal import Postgres

extension Store {
  /// Says from a day on how an indicator's value is obtained, instead of what its document proposed. What held before stays
  /// on record: judgements of earlier days keep it.
  ///
  /// - Returns: whether anything changed.
  package func bind(_ indicator: IndicatorID, to binding: Binding, from day: Day) async throws -> Bool {
    try await write { session in
      let current = try session.rows(
        """
        SELECT i.binding, i.binding_category, i.binding_workdays::bigint, d.fiscal_year::bigint
        FROM indicator i JOIN department d ON d.id = i.department_id WHERE i.id = \(indicator) FOR UPDATE OF i
        """
      ).first { row in
        (
          Binding(name: try row.next(), category: try row.nextOptional(), workdays: try row.nextOptional(Int.self)),
          try row.next(Int.self)
        )
      }
      guard let (known, year) = current else { throw Refusal.indicator(.gone) }
      guard known != binding else { return false }
      if let known {
        try session.run(
          """
          INSERT INTO indicator_binding (indicator_id, holds_from, binding, category, workdays)
          SELECT \(indicator), \(Day(startOf: year)), \(known.name), \(known.category), \(known.workdays.map { Int16($0) })
          WHERE NOT EXISTS (SELECT FROM indicator_binding WHERE indicator_id = \(indicator))
          """)
      }
      let workdays = binding.workdays.map { Int16($0) }
      try session.run(
        """
        INSERT INTO indicator_binding (indicator_id, holds_from, binding, category, workdays)
        VALUES (\(indicator), \(day), \(binding.name), \(binding.category), \(workdays))
        """)
      try session.run(
        """
        UPDATE indicator SET binding = \(binding.name), binding_category = \(binding.category), binding_workdays = \(workdays)
        WHERE id = \(indicator)
        """)
      return true
    }
  }
}
