import Foundation
import TestSupport
import Testing

/// A store that lies beside results belongs to one folder or file: another of the same name does not get into it.
@Suite struct SourceOfStoreTests {
  private func folder(_ name: String, in place: URL, right: String) throws {
    let folder = place.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let text = """
      right,kind,office,title,filing_day,grant_day,status,owners
      \(right),invention,CN,One,2018-01-01,2020-01-01,in-force,Acme

      """
    try Data(text.utf8).write(to: folder.appendingPathComponent("rights.csv"))
  }

  @Test(arguments: ["review", "scores", "gates", "forecast"])
  func anotherFolderOfTheSameNameIsRefused(verb: String) throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      try folder("b/exports", in: place, right: "B-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
      let refused = try run("winnow \(verb) b/exports --as-of 2026-06-30")
      #expect(refused.exitCode != 0)
      #expect(refused.errors.contains("STO014") && refused.errors.contains("a/exports"))
      #expect(refused.errors.contains("--db exports.winnow.sqlite"))
      #expect(try run("winnow list exports.winnow.sqlite --lang en").output.contains("A-1"))
      #expect(try !run("winnow list exports.winnow.sqlite --lang en").output.contains("B-1"))
      // The first goes on, by any spelling of its path; the other has a store of its own.
      #expect(try run("winnow review ./b/../a/exports/ --as-of 2026-06-30").exitCode == 0)
      #expect(try run("winnow review b/exports --as-of 2026-06-30 --db b.sqlite").exitCode == 0)
      #expect(try !run("winnow list b.sqlite --lang en").output.contains("A-1"))
    }
  }

  @Test func aFolderThatMovedIsNamedOnce() throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
      let moved = try run("mv a c; winnow review c/exports --as-of 2026-06-30 --lang zh")
      #expect(moved.exitCode != 0 && moved.errors.contains("STO014") && moved.errors.contains("移动了位置"))
      #expect(
        try run("winnow review c/exports --as-of 2026-06-30 --db exports.winnow.sqlite").exitCode == 0)
      #expect(try run("winnow review c/exports --as-of 2026-06-30").exitCode == 0)
    }
  }

  /// A store whose first import names no source is its folder's when the folder's files are in it.
  @Test func aStoreWithoutASourceIsKnownByItsFiles() throws {
    try Program.inFreshFolder { place in
      try folder("a/exports", in: place, right: "A-1")
      try folder("b/exports", in: place, right: "B-1")
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(
        try run("winnow import a/exports --db exports.winnow.sqlite --observed-on 2026-06-30").exitCode == 0)
      #expect(try run("winnow review b/exports --as-of 2026-06-30").errors.contains("STO014"))
      #expect(try run("winnow review a/exports --as-of 2026-06-30").exitCode == 0)
    }
  }

  /// The store beside the results is its folder's own: a row that the folder no longer holds ends, and it is said.
  @Test func aRowThatTheFolderNoLongerHoldsEnds() throws {
    try Program.inFreshFolder { place in
      try folder("exports", in: place, right: "A-1")
      let exports = place.appendingPathComponent("exports")
      try Data("product,name\nPR1,Valves\n".utf8).write(to: exports.appendingPathComponent("products.csv"))
      let links = exports.appendingPathComponent("product_links.csv")
      try Data("right,product,role,from_day\nA-1,PR1,core,2020-01-01\n".utf8).write(to: links)
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try !run("winnow review exports --as-of 2026-06-30").errors.contains("STO015"))
      try Data("right,product,role,from_day\n".utf8).write(to: links)
      let ended = try run("winnow review exports --as-of 2026-06-30")
      #expect(ended.errors.contains("STO015") && ended.errors.contains("PR1 A-1"))
      #expect(ended.errors.contains("they end on 2026-06-30"))
      // With --db alone it is told and goes on.
      let told = try run("winnow review exports --as-of 2026-06-30 --db exports.winnow.sqlite")
      #expect(!told.errors.contains("they end on"))
    }
  }
}
