import BuiltinModels
import PolicyModels
import PortfolioCore
import Testing

/// Files that clash, and keys that are misspelt.
@Suite struct SameNameTests {
  private struct Small: PolicyModel {
    static let kind = "small"
    let limit: Int

    static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> Small? {
      map.integer("minimumSize").map { Small(limit: $0) }
    }
  }

  private static func file(
    _ path: String, id: String = "one", origin: ModelFile.Origin = .user, sources: String = "sources",
    size: String = "minimumSize: 3"
  ) -> ModelFile {
    ModelFile(
      path: path,
      text: """
        kind: small
        id: \(id)
        version: "1"
        title: {zh: 例, en: Example}
        checkedOn: 2026-11-20
        \(sources): {own: {title: Own, standing: house-default}}
        \(size)

        """, origin: origin)
  }

  private static func problems(_ body: () throws -> Void) -> [Problem] {
    do { try body() } catch let list as ProblemList { return list.problems } catch { return [] }
    return []
  }

  @Test func twoFilesOfOneIdAreNotLoaded() throws {
    let catalogue = ModelCatalogue(files: [
      Self.file("a.yaml"), Self.file("b.yaml"), Self.file("c.yaml", id: "two"),
    ])
    let found = Self.problems { _ = try catalogue.load(Small.self, id: "one") }
    #expect(found.map(\.code) == [.modelBadValue] && found[0].place?.file == "b.yaml")
    #expect(found[0].message.en.contains("a.yaml"))
    #expect(Self.problems { _ = try catalogue.loadAll(Small.self) } == found)
    // The others are not concerned.
    #expect(try catalogue.load(Small.self, id: "two").0.limit == 3)
  }

  @Test func aUsersFileTakesThePlaceOfABuiltInOne() throws {
    let catalogue = ModelCatalogue(
      files: [Self.file("a.yaml", origin: .builtin), Self.file("b.yaml", size: "minimumSize: 9")])
    #expect(try catalogue.load(Small.self, id: "one").0.limit == 9)
  }

  /// Of a file whose head is broken nothing more is read: the misspelt key is named all the same.
  @Test func aMisspeltKeyOfTheHeadIsNamed() throws {
    let entry = try #require(ModelCatalogue(files: [Self.file("a.yaml", sources: "source")]).entries.first)
    #expect(entry.header == nil)
    #expect(entry.problems.map(\.code) == [.modelMissingKey, .modelUnknownKey])
    let unknown = try #require(entry.problems.last)
    #expect(unknown.value == "source" && unknown.place?.line == 6)
    #expect(unknown.remedy == BilingualText(zh: "是否指“sources”？", en: "Did you mean 'sources'?"))
  }

  @Test(
    arguments: [
      ("minimumSze: 3", "Did you mean 'minimumSize'?"), ("minimumsize: 3", "Did you mean 'minimumSize'?"),
      ("smallest: 3", nil), ("minimumSize: 3\nminimumSizes: 4", nil),
    ] as [(String, String?)])
  func aMisspeltKeyIsNamedWithTheNearest(line: String, says: String?) throws {
    let catalogue = ModelCatalogue(files: [Self.file("a.yaml", size: line)])
    let found = Self.problems { _ = try catalogue.load(Small.self, id: "one") }
    let unknown = try #require(found.first { $0.code == .modelUnknownKey })
    let remedy = try #require(unknown.remedy?.en)
    #expect(remedy.contains("Allowed here: "))
    if let says { #expect(remedy.hasPrefix(says)) } else { #expect(!remedy.contains("Did you mean")) }
  }
}
