import BuiltinModels
import PolicyModels
import Testing

/// The head of a built-in file is read without the rest of it: it must say the same.
@Suite struct CatalogueHeadTests {
  private static func files(_ origin: ModelFile.Origin) -> [ModelFile] {
    BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: origin) }
  }

  @Test func headsSayWhatWholeFilesSay() throws {
    let quick = ModelCatalogue(files: CatalogueHeadTests.files(.builtin)).entries
    let whole = ModelCatalogue(files: CatalogueHeadTests.files(.user)).entries
    #expect(quick.count == whole.count && quick.count > 60)
    for (one, other) in zip(quick, whole) {
      let head = try #require(one.header, "\(one.file.path)")
      let full = try #require(other.header, "\(one.file.path)")
      #expect(head.kind == full.kind && head.id == full.id && head.version == full.version)
      #expect(head.title == full.title && head.checkedOn == full.checkedOn, "\(one.file.path)")
      #expect(head.sources.map(\.id) == full.sources.map(\.id), "\(one.file.path)")
      #expect(head.sources.map(\.title) == full.sources.map(\.title), "\(one.file.path)")
      // And the whole is there when it is wanted.
      #expect(one.value != nil, "\(one.file.path)")
    }
  }

  /// What is wrong further down a built-in file is found by whoever loads it.
  @Test func aBrokenBodyIsFoundOnLoading() throws {
    let sound = try #require(CatalogueHeadTests.files(.builtin).first { $0.path == "Tables/offices.yaml" })
    let broken = ModelFile(path: sound.path, text: sound.text + "\n]: broken\n", origin: .builtin)
    let entry = try #require(ModelCatalogue(files: [broken]).entries.first)
    #expect(entry.header?.id == "st3" && entry.value == nil)
  }
}
