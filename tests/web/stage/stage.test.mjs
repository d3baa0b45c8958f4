// node tests/web/stage/stage.test.mjs FOLDER-WITH-THE-PROBE
import './pointer_cases.mjs';
import './frame_cases.mjs';
import './keyboard_cases.mjs';
import './fault_cases.mjs';
import './picture_cases.mjs';
import './field_cases.mjs';
