// Questions had their addresses on the first page: who kept one is sent to where they are now.
"use strict";
if (location.hash.length > 1) location.replace(`/query${location.search}${location.hash}`);
