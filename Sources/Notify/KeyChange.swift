package import Domain

/// A new key for everything that is sealed. In two steps, each to be done while nobody else can keep a channel or do the
/// same; the rows are committed in between. Wherever it is cut off, the file holds the key of every row, and doing it again
/// goes on from there.
package enum KeyChange {
  /// The first step: writes a new key into the file beside the old ones, and seals everything with it.
  ///
  /// - Returns: the secrets, sealed anew, to be kept.
  /// - Throws: where one does not open; then nothing was written.
  package static func reseal(_ secrets: [SealedSecret], at path: String) throws -> [SealedSecret] {
    let file = try KeyFile.open(path)
    var opened: [(sealed: SealedSecret, plain: [UInt8])] = []
    var used: Set<String> = []
    for sealed in secrets {
      let (plain, id) = try file.open(sealed)
      opened.append((sealed, plain))
      used.insert(id)
    }
    // A change that was cut off had made its key already.
    let isBegun = file.ids.count > 1 && !used.isEmpty && !used.contains(file.ids[0])
    let next = isBegun ? file : file.withNewKey()
    if !isBegun { try next.write() }
    var resealed: [SealedSecret] = []
    for (sealed, plain) in opened {
      let (bytes, id) = try next.seal(plain, under: sealed.name)
      resealed.append(SealedSecret(sealed.home, name: sealed.name, bytes: bytes, keyID: id))
    }
    return resealed
  }

  /// The second step: takes out of the file what seals nothing any more. The current key stays.
  package static func tidy(_ secrets: [SealedSecret], at path: String) throws(Refusal) {
    let file = try KeyFile.open(path)
    // Where an id was not kept, nobody knows which key it is.
    guard !secrets.contains(where: { $0.keyID == nil }) else { return }
    let kept = file.keeping(Set(secrets.compactMap(\.keyID)).union(file.ids.prefix(1)))
    if kept.ids != file.ids { try kept.write() }
  }
}
