// Writes one Swift file that holds every model file as a string literal, so that the built binary needs
// nothing beside it. Arguments: the Models folder, the output file, then the files' paths within the folder.
import Foundation

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
  FileHandle.standardError.write(Data("usage: model-embedder MODELS OUTPUT FILE...\n".utf8))
  exit(64)
}
let folder = URL(fileURLWithPath: arguments[1], isDirectory: true)
var source = "// Generated from Models/ by model-embedder.\n"
source += "let embeddedModelFiles: [(path: String, text: String)] = [\n"
for path in arguments.dropFirst(3).sorted() {
  let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  // A literal with enough number signs cannot be ended, or escaped into, by the text it holds.
  var longestRun = 0
  var run = 0
  for byte in text.utf8 {
    run = byte == UInt8(ascii: "#") ? run + 1 : 0
    longestRun = max(longestRun, run)
  }
  let guardSigns = String(repeating: "#", count: longestRun + 1)
  source += "  (\(guardSigns)\"\(path)\"\(guardSigns), \(guardSigns)\"\"\"\n"
  source += text
  source += "\n\"\"\"\(guardSigns)),\n"
}
source += "]\n"
try source.write(to: URL(fileURLWithPath: arguments[2]), atomically: true, encoding: .utf8)
