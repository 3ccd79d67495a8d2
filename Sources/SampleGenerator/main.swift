import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
exit(GeneratorCommand.run(arguments))
