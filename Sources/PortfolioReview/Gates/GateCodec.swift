internal import PolicyModels
internal import PortfolioCore

/// Turns the gates of a run into a stored column and back.
enum GateCodec {
  /// What is kept beside the column.
  struct Notes: Codable {
    /// The path of the model's file among those of the run.
    var model: String
    var holder: String?
    var evidence: [GateEvidence]
    /// What each of the papers does not answer; nil where each answers all.
    var changes: [[EvidenceChange]]?
  }

  static func notes(_ gates: GateTable) -> Notes {
    Notes(
      model: gates.model.header.file.path, holder: gates.holder, evidence: gates.evidence,
      changes: gates.changes.allSatisfy(\.isEmpty) ? nil : gates.changes)
  }

  /// One state a right, gate after gate.
  static func columns(_ gates: GateTable) -> [(name: String, bytes: [UInt8])] {
    [("gate/states", ColumnCodec.encode(numbers: gates.columns.flatMap { $0.map(\.rawValue) }))]
  }

  /// The gates of a stored column; nil when the parts do not fit together.
  /// - Throws: ``ProblemList`` when the stored model does not load.
  static func gates(
    _ notes: Notes, _ columns: [String: [UInt8]], files: [ModelFile], table: FactTable
  ) throws -> GateTable? {
    guard let file = files.first(where: { $0.path == notes.model }), let bytes = columns["gate/states"],
      let codes = ColumnCodec.decode(bytes, as: UInt8.self)
    else { return nil }
    let (model, _) = try ModelCatalogue.load(GateModel.self, file: file)
    let states = codes.compactMap(GateTable.Standing.init(rawValue:))
    guard states.count == codes.count, states.count == model.gates.count * table.count else { return nil }
    return GateTable(
      model: model, holder: notes.holder, asOf: table.asOf,
      columns: model.gates.indices.map { Array(states[$0 * table.count..<($0 + 1) * table.count]) },
      evidence: notes.evidence, changes: notes.changes ?? [], rightIDs: table.rightIDs)
  }
}
