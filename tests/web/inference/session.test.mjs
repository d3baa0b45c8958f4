// The inference session in headless Chromium, under the site's security policy and a sub-path.
// Usage: node session.test.mjs FOLDER_OF_THE_COMPILED_TESTS
import './cpp_cases.mjs';
import './download_cases.mjs';
import './worker_cases.mjs';
