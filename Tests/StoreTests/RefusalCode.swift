import Domain
import Postgres
import Store

/// The code of what is refused; nil where it is not.
func code(_ body: () async throws -> some Any) async -> String? {
  do {
    _ = try await body()
    return nil
  } catch let refusal as Refusal {
    return refusal.code
  } catch let error as PostgresError {
    return error.constraint ?? error.sqlState
  } catch {
    return "\(error)"
  }
}
