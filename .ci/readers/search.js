// Prints how often MuPDF's search finds each of some words on page 1 of a file.
//
//     mutool run search.js file.pdf WORD ...

var page = new Document(scriptArgs[0]).loadPage(0);
scriptArgs.slice(1).forEach(function (word) {
  print(page.search(word).length);
});
