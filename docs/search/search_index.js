var __index = {"config":{"lang":["en"],"separator":"[\\s]+","pipeline":[],"fields":{"title":{"boost":1},"text":{"boost":1}}},"docs":[]};
