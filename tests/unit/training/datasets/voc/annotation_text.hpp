// An annotation as VOC writes them, for tests to change.
#pragma once

#include <stdexcept>
#include <string>

#include "training/datasets/voc/annotations.hpp"

namespace mllab::testing {

inline const std::string small_voc = R"(<annotation>
	<folder>VOC2007</folder>
	<filename>000032.jpg</filename>
	<source><database>The VOC2007 Database</database><flickrid>1</flickrid></source>
	<size>
		<width>500</width>
		<height>250</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>person</name>
		<pose>Frontal</pose>
		<truncated>1</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>101</xmin>
			<ymin>26</ymin>
			<xmax>200</xmax>
			<ymax>250</ymax>
		</bndbox>
		<part>
			<name>head</name>
			<bndbox><xmin>110</xmin><ymin>30</ymin><xmax>120</xmax><ymax>40</ymax></bndbox>
		</part>
	</object>
	<object>
		<name>pottedplant</name>
		<difficult>1</difficult>
		<bndbox><ymax>50.5</ymax><xmax>500</xmax><ymin>1</ymin><xmin>451</xmin></bndbox>
	</object>
</annotation>
)";

// The annotation with a part of it replaced.
inline std::string voc_with(const std::string& part, const std::string& other) {
    std::string text = small_voc;
    const std::size_t at = text.find(part);
    if (at == std::string::npos) throw std::logic_error("the annotation has no " + part);
    return text.replace(at, part.size(), other);
}

inline datasets::VocPicture parsed_voc(const std::string& text) { return datasets::parse_voc(text, "a.xml"); }

}  // namespace mllab::testing
