package import Domain
package import Store

extension Store {
  /// The rows of a form by the last document of the year: trials whose documents do not change need no day.
  package func indicators(of key: FormKey) async throws -> [IndicatorEntry] {
    try await indicators(of: key, asOf: Day(endOf: 12, in: 2025))
  }
}
